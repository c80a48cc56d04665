import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { run, scratch } from './command.ts';

/*
 * A wrong directory must not look like a repository in which all is well.
 */

const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]).replaceAll(
  REGISTRY,
  'http://127.0.0.1:9',
);
const OTHER_MANIFEST = '{ "aliases": { "ui": "~/ui" }, "tsx": true }';

const NOTHING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an empty directory': {},
  'files that are not for Renovate': { 'README.md': '# x\n' },
  'other dependencies, and no configuration': { Dockerfile: 'FROM scratch\n' },
  "another tool's components.json": { 'components.json': OTHER_MANIFEST },
};

const SOMETHING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a configuration alone': { 'renovate.json': '{ "extends": ["github>org/aks-sysext-renovate"] }' },
  'an empty configuration': { '.github/renovate.json5': '{}' },
  'a sysext without a configuration': { 'parts/components.json': SLOT },
  'a manifest that cannot be read': { 'components.json': SLOT.slice(0, -20) },
};

const REFUSED = /^error: .* has neither a sysext nor a Renovate configuration: name the root of a repository\n$/;

function directory(files: Readonly<Record<string, string>>, git: boolean): string {
  const dir = scratch();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  }
  if (git) {
    execFileSync('git', ['init', '--quiet'], { cwd: dir });
    execFileSync('git', ['add', '.'], { cwd: dir });
  }
  return dir;
}

test.each(Object.keys(NOTHING))('%s: no command ends well', async (name) => {
  const dir = directory(NOTHING[name] ?? {}, name !== 'an empty directory');
  for (const args of [
    ['plan', dir],
    ['check', dir, '--offline'],
    ['adopt', dir],
    ['snapshot', dir, '--output', `${dir}/t`],
  ]) {
    expect.soft(await run(args), args[0]).toEqual({ exitCode: 1, out: '', err: expect.stringMatching(REFUSED) });
  }
});

test.each(Object.keys(SOMETHING))('%s is something', async (name) => {
  for (const git of [false, true]) {
    const { err } = await run(['plan', directory(SOMETHING[name] ?? {}, git)]);
    expect(err).not.toMatch(REFUSED);
  }
});
