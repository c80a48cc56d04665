import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Clone, cloneRepository } from '../../../src/renovate/child/clone.ts';
import { git } from '../../fidelity/git.ts';
import { commit, emptyDir, type Files, gitRepository, write } from '../git-repository.ts';

/*
 * What a bot would have of a repository: files as a clone on Linux has them, none that git does not have, none missing.
 */

afterEach(() => void vi.unstubAllEnvs());

const FILES = { 'a.txt': 'one\n', 'dir/b.txt': 'two\n' };

async function cloneOf(dir: string, committed = false): Promise<Clone> {
  return cloneRepository(dir, path.join(emptyDir(), 'clone'), committed);
}

/** The files of a clone with their content, as Renovate reads them. */
async function contentOf(clone: Clone): Promise<Record<string, string>> {
  const files = await clone.list();
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(clone.dir, file), 'latin1')]));
}

/** Every file below a directory, but for `skip`, with its content. */
function snapshot(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => [
      path.join(parentPath, name),
      readFileSync(path.join(parentPath, name), 'latin1'),
    ]),
  );
}

interface Case {
  readonly name: string;
  /** Files beside {@link FILES}. */
  readonly files?: Files;
  readonly change?: (dir: string) => void;
  /** The files of the clone that are not as in {@link FILES}; `null` for one that is not there. */
  readonly differs?: Readonly<Record<string, string | null>>;
  /** What is said of it. */
  readonly said?: Partial<Record<'changed' | 'sparse' | 'assumed', readonly string[]>>;
  readonly committed?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'nothing changed' },
  {
    name: 'an edit that is not committed',
    change: (dir) => write(dir, { 'a.txt': 'uno\n' }),
    differs: { 'a.txt': 'uno\n' },
    said: { changed: ['a.txt'] },
  },
  {
    name: 'an edit that is not committed, and the last commit is wanted',
    change: (dir) => write(dir, { 'a.txt': 'uno\n' }),
    committed: true,
  },
  {
    name: 'an edit that is in the index alone',
    change(dir) {
      write(dir, { 'a.txt': 'index\n' });
      git(dir, 'add', 'a.txt');
      write(dir, { 'a.txt': 'one\n' });
    },
  },
  {
    name: 'a new file in the index, one that is only meant to be added, and one that is not',
    change(dir) {
      write(dir, { 'added.txt': 'x', 'meant.txt': 'y', 'other.txt': 'z' });
      git(dir, 'add', 'added.txt');
      git(dir, 'add', '--intent-to-add', 'meant.txt');
    },
    differs: { 'added.txt': 'x', 'meant.txt': 'y' },
    said: { changed: ['added.txt', 'meant.txt'] },
  },
  {
    name: 'files that are gone',
    change(dir) {
      rmSync(path.join(dir, 'a.txt'));
      git(dir, 'rm', '--quiet', 'dir/b.txt');
    },
    differs: { 'a.txt': null, 'dir/b.txt': null },
    said: { changed: ['a.txt', 'dir/b.txt'] },
  },
  {
    name: 'a file in whose place there is a directory',
    change(dir) {
      rmSync(path.join(dir, 'a.txt'));
      mkdirSync(path.join(dir, 'a.txt'));
    },
    differs: { 'a.txt': null },
    said: { changed: ['a.txt'] },
  },
  {
    name: 'an untracked configuration, and other untracked files',
    change: (dir) => write(dir, { 'renovate.json': '{}', '.npmrc': 'token', 'node_modules/x/renovate.json': '{}' }),
    differs: { 'renovate.json': '{}' },
    said: { changed: ['renovate.json'] },
  },
  {
    name: 'an untracked configuration, and the last commit is wanted',
    change: (dir) => write(dir, { 'renovate.json': '{}' }),
    committed: true,
  },
  {
    name: 'a link in place of a configuration',
    change: (dir) => symlinkSync('a.txt', path.join(dir, 'renovate.json')),
  },
  {
    name: 'a sparse checkout',
    change: (dir) => void git(dir, 'sparse-checkout', 'set', '--cone', 'elsewhere'),
    said: { sparse: ['dir/b.txt'] },
  },
  {
    name: 'a sparse index',
    change: (dir) => void git(dir, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'elsewhere'),
    said: { sparse: ['dir/b.txt'] },
  },
  {
    name: 'a file whose changes are not looked at',
    change(dir) {
      git(dir, 'update-index', '--assume-unchanged', 'a.txt');
      write(dir, { 'a.txt': 'changed\n' });
    },
    said: { assumed: ['a.txt'] },
  },
  {
    name: 'a split index',
    change(dir) {
      git(dir, 'update-index', '--split-index');
      write(dir, { 'a.txt': 'uno\n' });
    },
    differs: { 'a.txt': 'uno\n' },
    said: { changed: ['a.txt'] },
  },
  {
    name: 'the middle of a merge',
    change(dir) {
      git(dir, 'checkout', '--quiet', '-b', 'other');
      write(dir, { 'a.txt': 'other\n' });
      commit(dir, 'Other');
      git(dir, 'checkout', '--quiet', 'main');
      write(dir, { 'a.txt': 'main\n' });
      commit(dir, 'Main');
      expect(() => git(dir, 'merge', 'other')).toThrow();
    },
    differs: { 'a.txt': '<<<<<<< HEAD\nmain\n=======\nother\n>>>>>>> other\n' },
    said: { changed: ['a.txt'] },
  },
  {
    name: '.gitattributes that ask for CRLF',
    files: { '.gitattributes': '*.txt text eol=crlf\n' },
    differs: { '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'one\r\n', 'dir/b.txt': 'two\r\n' },
  },
  {
    name: 'a working tree with CRLF, by core.autocrlf',
    change(dir) {
      git(dir, 'config', 'core.autocrlf', 'true');
      write(dir, { 'a.txt': 'one\r\n', 'dir/b.txt': 'zwei\r\n' });
    },
    differs: { 'dir/b.txt': 'zwei\n' },
    said: { changed: ['dir/b.txt'] },
  },
  {
    name: 'an encoding of the working tree',
    files: { '.gitattributes': 'a.txt working-tree-encoding=UTF-16LE\n', 'a.txt': Buffer.from('one\n', 'utf16le') },
    differs: { '.gitattributes': 'a.txt working-tree-encoding=UTF-16LE\n', 'a.txt': 'o\0n\0e\0\n\0' },
  },
  {
    name: 'links, and a file below one',
    change(dir) {
      symlinkSync('a.txt', path.join(dir, 'link.txt'));
      symlinkSync('dir', path.join(dir, 'linked'));
      git(dir, 'add', 'link.txt', 'linked');
    },
    said: { changed: ['link.txt', 'linked'] },
  },
  {
    name: 'a filter of the repository: it does not run, and what is committed counts',
    files: { '.gitattributes': 'a.txt filter=evil\n' },
    change(dir) {
      git(dir, 'config', 'filter.evil.clean', `touch ${dir}/ran; cat`);
      git(dir, 'config', 'filter.evil.smudge', `touch ${dir}/ran; cat`);
      git(dir, 'config', 'core.fsmonitor', `touch ${dir}/ran`);
      write(dir, { 'a.txt': 'changed\n' });
    },
    differs: { '.gitattributes': 'a.txt filter=evil\n' },
  },
  {
    name: 'names with spaces and other letters; one with a quote is not one that Renovate finds',
    files: { 'a b/ä.txt': 'x' },
    differs: { 'a b/ä.txt': 'x' },
  },
];

test.each(CASES)('$name', async ({ files = {}, change, differs = {}, said = {}, committed }) => {
  const dir = gitRepository({ ...FILES, ...files });
  change?.(dir);
  const before = snapshot(dir);
  const clone = await cloneOf(dir, committed);
  const expected = Object.entries({ ...FILES, ...differs }).filter(([, content]) => content !== null);
  expect(await contentOf(clone)).toEqual(Object.fromEntries(expected));
  const { changed, sparse, assumed } = clone;
  expect({ changed, sparse, assumed }).toEqual({ changed: [], sparse: [], assumed: [], ...said });
  expect(snapshot(dir)).toEqual(before);
});

test('a path that git puts into quotes stays in them: Renovate does not see such a file', async () => {
  const dir = gitRepository({ 'a "b"/c.txt': 'x', 'd\ne.txt': 'y' });
  expect(await (await cloneOf(dir)).list()).toEqual(['"a \\"b\\"/c.txt"', '"d\\ne.txt"']);
});

test('what is committed is read without filters', async () => {
  const dir = gitRepository({ ...FILES, '.gitattributes': '*.txt text eol=crlf\n' });
  const clone = await cloneOf(dir);
  expect((await clone.read('a.txt')).toString()).toBe('one\n');
});

describe('branches', () => {
  test('the files and the history of another commit, and back again', async () => {
    const dir = gitRepository(FILES);
    git(dir, 'checkout', '--quiet', '-b', 'release/1.0');
    write(dir, { 'a.txt': 'released\n', 'new.txt': 'x' });
    rmSync(path.join(dir, 'dir/b.txt'));
    commit(dir, 'Release');
    const released = git(dir, 'rev-parse', 'HEAD').toString().trim();
    git(dir, 'checkout', '--quiet', 'main');
    write(dir, { 'a.txt': 'not committed\n' });
    const clone = await cloneOf(dir);
    await clone.checkOut(released);
    expect(await contentOf(clone)).toEqual({ 'a.txt': 'released\n', 'new.txt': 'x' });
    expect(readdirSync(clone.dir).sort()).toEqual(['.git', 'a.txt', 'new.txt']);
    expect(git(clone.dir, 'log', '--format=%s').toString()).toBe('Release\nInitial\n');
    await clone.checkOut(undefined);
    expect(await contentOf(clone)).toEqual({ ...FILES, 'a.txt': 'not committed\n' });
    expect(git(clone.dir, 'log', '--format=%s').toString()).toBe('Initial\n');
  });
});

describe('repositories of all kinds', () => {
  test('a linked worktree', async () => {
    const dir = gitRepository(FILES);
    const linked = path.join(emptyDir(), 'linked');
    git(dir, 'worktree', 'add', '--quiet', '-b', 'other', linked);
    write(linked, { 'a.txt': 'linked\n' });
    expect(await contentOf(await cloneOf(linked))).toEqual({ ...FILES, 'a.txt': 'linked\n' });
  });

  test('a shallow clone', async () => {
    const dir = gitRepository(FILES);
    commit(dir, 'Second');
    const shallow = path.join(emptyDir(), 'shallow');
    git(dir, 'clone', '--quiet', '--depth=1', `file://${dir}`, shallow);
    const clone = await cloneOf(shallow);
    expect(git(clone.dir, 'log', '--format=%s').toString()).toBe('Second\n');
    expect(await contentOf(clone)).toEqual(FILES);
  });

  test('a partial clone: what is not here is named, and the rest is there', async () => {
    const dir = gitRepository(FILES);
    git(dir, 'config', 'uploadpack.allowFilter', 'true');
    const partial = path.join(emptyDir(), 'partial');
    git(dir, 'clone', '--quiet', '--filter=blob:none', '--sparse', `file://${dir}`, partial);
    // Nothing can be fetched any more.
    renameSync(dir, `${dir}-gone`);
    const clone = await cloneOf(partial);
    renameSync(`${dir}-gone`, dir);
    expect([...clone.missing]).toEqual(['dir/b.txt']);
    expect(await contentOf(clone)).toEqual({ 'a.txt': 'one\n' });
  });

  test('before the first commit', async () => {
    const dir = emptyDir();
    git(dir, 'init', '--quiet', '--initial-branch=main');
    write(dir, FILES);
    git(dir, 'add', 'a.txt');
    expect(await contentOf(await cloneOf(dir))).toEqual({ 'a.txt': 'one\n' });
    await expect(cloneOf(dir, true)).rejects.toThrow('has no commit: commit first, or leave out --committed');
  });

  test('without any file', async () => {
    const dir = emptyDir();
    git(dir, 'init', '--quiet');
    expect(await (await cloneOf(dir)).list()).toEqual([]);
  });

  test('with SHA-256', async () => {
    const dir = emptyDir();
    git(dir, 'init', '--quiet', '--object-format=sha256');
    write(dir, FILES);
    commit(dir, 'Initial');
    write(dir, { 'a.txt': 'uno\n' });
    expect(await contentOf(await cloneOf(dir))).toEqual({ ...FILES, 'a.txt': 'uno\n' });
  });

  test('with a submodule', async () => {
    const dir = gitRepository(FILES);
    const other = gitRepository({ 'c.txt': 'x' });
    git(dir, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub');
    commit(dir, 'Submodule');
    write(path.join(dir, 'sub'), { 'c.txt': 'changed' });
    const clone = await cloneOf(dir);
    expect(await clone.list()).toEqual(['.gitmodules', 'a.txt', 'dir/b.txt']);
    expect(clone.changed).toEqual([]);
  });

  test("the environment of a git hook, a user's own git settings and attributes change nothing", async () => {
    const dir = gitRepository(FILES);
    const home = emptyDir();
    write(home, {
      '.gitconfig': `[core]\n  autocrlf = true\n  attributesFile = ${home}/attributes\n[init]\n  templateDir = ${home}/template\n`,
      attributes: '*.txt text eol=crlf\n',
      'template/hooks/post-checkout': `#!/bin/sh\ntouch ${home}/ran\n`,
    });
    chmodSync(path.join(home, 'template/hooks/post-checkout'), 0o755);
    vi.stubEnv('HOME', home);
    vi.stubEnv('GIT_DIR', path.join(gitRepository({ 'other.txt': '' }), '.git'));
    vi.stubEnv('GIT_INDEX_FILE', '/nowhere');
    const clone = await cloneOf(dir);
    expect(await contentOf(clone)).toEqual(FILES);
    expect(readdirSync(home)).not.toContain('ran');
  });

  test.skipIf(process.getuid?.() !== 0)(
    'of another owner, as in a container (skipped where the user is not root)',
    async () => {
      const dir = gitRepository(FILES);
      for (const one of [dir, path.join(dir, '.git')]) chownSync(one, 4242, 4242);
      expect(await contentOf(await cloneOf(dir))).toEqual(FILES);
    },
  );

  test('that git cannot read', async () => {
    const dir = gitRepository(FILES);
    writeFileSync(path.join(dir, '.git/HEAD'), 'nonsense');
    await expect(cloneOf(dir)).rejects.toThrow(/^git rev-parse failed in .+: fatal: /);
  });
});
