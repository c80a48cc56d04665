import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from '../cli/command.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../scripts/release.ts');

/** A repository with an origin, at a version. */
function repositoryAt(version: string) {
  const dir = scratch();
  const [origin, clone] = [path.join(dir, 'origin'), path.join(dir, 'clone')];
  execFileSync('git', ['init', '--quiet', '--bare', origin]);
  execFileSync('git', ['clone', '--quiet', origin, clone], { stdio: 'pipe' });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8', stdio: 'pipe' });
  const commit = (at: string) => {
    writeFileSync(path.join(clone, 'package.json'), JSON.stringify({ version: at }));
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '--message', at);
    return git('rev-parse', 'HEAD').trim();
  };
  const release = (command: string) => spawnSync(process.execPath, [SCRIPT, command], { cwd: clone, encoding: 'utf8' });
  const tags = () =>
    Object.fromEntries(
      git('ls-remote', '--tags', 'origin')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\trefs/tags/').reverse()),
    );
  return { clone, commit, release, tags, first: commit(version) };
}

test('a version gets its tag, and its major moves along', () => {
  const { commit, release, tags, first } = repositoryAt('1.2.3');
  expect(release('mode').stdout).toBe('mode=publish\n');
  expect(release('tag').status).toBe(0);
  expect(tags()).toEqual({ '1.2.3': first, '1': first });
  expect(release('mode').stdout).toBe('mode=none\n');
  const second = commit('1.3.0');
  expect(release('tag').status).toBe(0);
  expect(tags()).toEqual({ '1.2.3': first, '1.3.0': second, '1': second });
});

test('the tag of a version never moves, and then neither does its major', () => {
  const { commit, release, tags, first } = repositoryAt('1.2.3');
  release('tag');
  commit('1.2.3');
  expect(release('tag').status).not.toBe(0);
  expect(tags()).toEqual({ '1.2.3': first, '1': first });
});

test('a pre-release moves nothing', () => {
  const { release, tags, first } = repositoryAt('2.0.0-rc.1');
  expect(release('tag').status).toBe(0);
  expect(tags()).toEqual({ '2.0.0-rc.1': first });
});

test('changesets that wait come before a release', () => {
  const { clone, release } = repositoryAt('1.2.3');
  mkdirSync(path.join(clone, '.changeset'));
  writeFileSync(path.join(clone, '.changeset/config.json'), '{}');
  expect(release('mode').stdout).toBe('mode=publish\n');
  writeFileSync(path.join(clone, '.changeset/brave-tags.md'), '');
  expect(release('mode').stdout).toBe('mode=version\n');
});

test('an origin that does not answer is no release', () => {
  const { clone, release } = repositoryAt('1.2.3');
  rmSync(path.join(clone, '../origin'), { recursive: true });
  const { status, stdout } = release('mode');
  expect({ failed: status !== 0, stdout }).toEqual({ failed: true, stdout: '' });
});
