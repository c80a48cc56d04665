import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getConfigFileNames } from 'renovate/dist/config/app-strings.js';
import { expect, test } from 'vitest';
import { CONFIG_FILES, repositoryRoot } from '../../src/renovate/config-files.ts';
import { git } from '../fidelity/git.ts';
import { emptyDir, gitRepository, write } from './git-repository.ts';

test("the names are Renovate's, in its order", () => {
  expect(CONFIG_FILES).toEqual(getConfigFileNames());
});

const FILES = { 'sub/deep/a.txt': '', 'configured/renovate.json': '{}', 'gitea/.github/renovate.json5': '{}' };

test.each([
  ['the root', '.', '.'],
  ['a directory below', 'sub', '.'],
  ['one further below', 'sub/deep', '.'],
  ['one with a configuration of its own', 'configured', 'configured'],
  ['one with a configuration of its own, in a directory for it', 'gitea', 'gitea'],
])('of a repository, %s', async (_, named, planned) => {
  const dir = realpathSync(gitRepository(FILES));
  expect(await repositoryRoot(path.join(dir, named))).toBe(path.join(dir, planned));
});

test('a link to a repository stays as it is named', async () => {
  const link = path.join(emptyDir(), 'link');
  symlinkSync(gitRepository(FILES), link);
  expect(await repositoryRoot(link)).toBe(link);
});

test('outside of git, the directory itself', async () => {
  const dir = emptyDir();
  write(dir, FILES);
  expect(await repositoryRoot(path.join(dir, 'sub'))).toBe(path.join(dir, 'sub'));
});

test('a bare repository has nothing to plan', async () => {
  const dir = emptyDir();
  git(dir, 'init', '--quiet', '--bare');
  await expect(repositoryRoot(dir)).rejects.toThrow(`${dir} is a git directory without files: clone the repository`);
});

test('a repository that git cannot read is not planned as a directory', async () => {
  const dir = emptyDir();
  mkdirSync(path.join(dir, '.git'));
  writeFileSync(path.join(dir, '.git/HEAD'), 'nonsense');
  await expect(repositoryRoot(dir)).rejects.toThrow(/^git rev-parse failed in /);
});
