import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { KUBELET_SLOTS, PRESET } from '../../src/check/examples.ts';
import { text } from './run-example.ts';

const OFFLINE = { offline: true, presetSource: 'here', rules: new Map() };

/** Links, by their name, and what is found of each. */
const LINKS: Readonly<Record<string, { readonly target: string; readonly message: string | undefined }>> = {
  'other-name/components.json': {
    target: '../flatcar.json',
    message:
      'other-name/components.json is a symbolic link to flatcar.json with 1 sysext slot, and Renovate does not follow symbolic links',
  },
  'outside/components.json': {
    target: '../../outside.json',
    message:
      'outside/components.json is a symbolic link to a file outside the repository with 1 sysext slot, and Renovate does not follow symbolic links',
  },
  // What it leads to is bumped.
  'beside/components.json': { target: '../parts/components.json', message: undefined },
  'nowhere/components.json': { target: 'nowhere.json', message: undefined },
  'other/list.json': { target: '../flatcar.json', message: undefined },
};

test.each([['git', true] as const, ['no git', false] as const])('symbolic links, with %s', async (_, git) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'links-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dir = path.join(folder, 'repository');
  const write = (file: string, content: unknown) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text(content));
  };
  write('renovate.json', { extends: [PRESET] });
  write('parts/components.json', KUBELET_SLOTS);
  write('flatcar.json', KUBELET_SLOTS);
  write('../outside.json', KUBELET_SLOTS);
  for (const [link, { target }] of Object.entries(LINKS)) {
    mkdirSync(path.dirname(path.join(dir, link)));
    symlinkSync(target, path.join(dir, link));
  }
  if (git) {
    execFileSync('git', ['init', '--quiet'], { cwd: dir });
    execFileSync('git', ['add', '.'], { cwd: dir });
  }
  const { diagnostics: findings } = await check(dir, OFFLINE);
  const unseen = findings.filter(({ id }) => id === 'manifest-unseen');
  expect(unseen.map(({ file, message }) => [file, message])).toEqual([
    ['flatcar.json', 'flatcar.json has 1 sysext slot, but its name does not match any manager'],
    ...['other-name/components.json', 'outside/components.json'].map((link) => [link, LINKS[link]?.message]),
  ]);
});

test('a file that a manager of the repository reads is seen, and one without slots is none', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'named-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const manager = {
    customType: 'regex',
    managerFilePatterns: ['/flatcar\\.json$/'],
    matchStrings: ['name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"'],
    datasourceTemplate: 'docker',
  };
  writeFileSync(path.join(dir, 'flatcar.json'), text(KUBELET_SLOTS));
  writeFileSync(path.join(dir, 'notes.json'), '{ "name": "kubelet-sysext", "renovateTag": 1 }');
  writeFileSync(path.join(dir, 'broken.json'), '{ "renovateTag": "name=kubelet-sysext" ');
  writeFileSync(path.join(dir, 'renovate.json'), text({ extends: [PRESET], customManagers: [manager] }));
  const { diagnostics: findings } = await check(dir, OFFLINE);
  expect(findings.filter(({ id }) => id === 'manifest-unseen')).toEqual([]);
});
