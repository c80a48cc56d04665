import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { formatSnapshot } from '../../src/analysis/snapshot.ts';
import { bothArches, KUBECTL, KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch } from './command.ts';

const MCR = 'https://mcr.microsoft.com';
const PRESET = 'github>org/aks-sysext-renovate';
const VALUE = 'v1.34.9-1-azlinux3';

const TAGS = [
  ...bothArches(['v1.34.8-1-azlinux3', VALUE, 'v1.34.10-1-azlinux3', 'v1.34.10-2-noble', 'v1.34.100-1-azlinux3']),
  ...bothArches(['v1.35.0-1-azlinux3']),
  'v1.34.11-2-azlinux3-x86-64',
  'v1.37.0-rc.1-1-azlinux3-x86-64',
  'v1.34.9-azlinux3',
];

/** A file with the tags of kubelet on Microsoft's registry, and with no other list. */
function tags(): string {
  const file = path.join(scratch(), 'tags.json');
  const list = { registry: MCR, repository: KUBELET, tags: TAGS };
  writeFileSync(file, formatSnapshot({ lists: [list], releases: [], presets: [] }));
  return file;
}

const MANIFEST = manifest([{ repository: KUBELET, latest: VALUE }]);
const repo = (config: object) => repository({ 'parts/components.json': MANIFEST }, MCR, config);
const sysexts = (fields: object) => ({
  extends: [PRESET],
  packageRules: [{ matchPackageNames: ['/-sysext$/'], ...fields }],
});

/** A manager of one's own, which the rules alone are extended for. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/components\\.json$/'],
  matchStrings: [
    '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
  ],
  datasourceTemplate: 'docker',
};

/** The rows of the table, by candidate. */
function rowsOf(out: string): Record<string, string[]> {
  const lines = out.slice(out.indexOf('\ncandidate ')).split('\n');
  const rows = lines.map((line) => line.split(/ {2,}/)).filter(([candidate]) => candidate?.startsWith('v'));
  return Object.fromEntries(rows.map(([candidate = '', ...rest]) => [candidate, rest]));
}

describe('explain is a view of the plan', () => {
  test.each<[string, object, RegExp]>([
    [
      'the default preset',
      { extends: [PRESET] },
      /other-minor skips 2 candidates: Allow stable versions of the same minor\n/,
    ],
    [
      'long-term support held',
      { extends: [PRESET, `${PRESET}//presets/lts-hold`] },
      /allowedVersions .*presets\/lts-hold/,
    ],
    ['patches disabled', sysexts({ matchUpdateTypes: ['patch'], enabled: false }), /disabled/],
    [
      'one patch alone',
      sysexts({ allowedVersions: '/^v1\\.34\\.9-/' }),
      /allowedVersions \/\^v1\\\.34\\\.9-\/, by packageRules\[0\] of renovate\.json/,
    ],
    ['one arch', { extends: [PRESET, `${PRESET}//presets/x86-64-only`] }, /v1\.34\.9-1-azlinux3 -> /],
    [
      'a manager of their own',
      { extends: [`${PRESET}//presets/rules`], customManagers: [OWN_MANAGER] },
      /missing-arch/,
    ],
  ])('%s', async (_, config, words) => {
    const dir = repo(config);
    const file = tags();
    const planned = await run(['plan', dir, '--snapshot', file, '--format', 'json']);
    const { slots, skipped } = Plan.parse(JSON.parse(planned.out));
    const { exitCode, out, err } = await run(['explain', KUBELET, VALUE, dir, '--snapshot', file]);
    expect([exitCode, err]).toEqual([0, '']);
    const to = slots[0]?.to ?? null;
    expect(out.split('\n')[0]).toBe(to === null ? `${VALUE} stays: no newer version is allowed` : `${VALUE} -> ${to}`);
    expect(out).toContain('kubelet 1.34 in parts/components.json');
    expect(out).toMatch(words);
    const rows = rowsOf(out);
    expect(rows[VALUE]?.[0]).toBe('current');
    for (const { candidate, reason, detail } of skipped) {
      if (candidate !== VALUE) expect(rows[candidate]).toEqual([reason, detail]);
    }
    if (to !== null) expect(rows[to]?.[0]).toBe('proposed');
    expect(rows['v1.37.0-rc.1-1-azlinux3']?.[0]).toBe('other-minor');
  });
});

test('a directory without a configuration is explained by the default preset, and that is noted', async () => {
  const dir = scratch();
  const { exitCode, out, err } = await run(['explain', KUBELET, VALUE, dir, '--snapshot', tags()]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^v1\.34\.9-1-azlinux3 -> v1\.34\.100-1-azlinux3\n\n1\. malformed/);
  expect(err).toBe(`note: ${dir} has no Renovate configuration: explained by the default preset\n`);
});

test.each([
  [
    'a value that no slot has',
    { extends: [PRESET] },
    [KUBELET, 'v1.34.7-1-azlinux3'],
    /no slot of .*kubelet-sysext has the value v1\.34\.7-1-azlinux3: its slots have v1\.34\.9-1-azlinux3/,
  ],
  [
    'a package that no slot has',
    { extends: [PRESET] },
    [KUBECTL, VALUE],
    /no slot of .*kubectl-sysext has the value .*: no slot of it is extracted/,
  ],
  [
    'a manager that is not there',
    { extends: [`${PRESET}//presets/rules`] },
    [KUBELET, VALUE],
    /no slot of it is extracted/,
  ],
  [
    'a configuration that Renovate refuses',
    { extends: [PRESET], automerge: 'no' },
    [KUBELET, VALUE],
    /Renovate aborted/,
  ],
])('exit 1 and one line for %s', async (_, config, args, message) => {
  const { exitCode, out, err } = await run(['explain', ...args, repo(config), '--snapshot', tags()]);
  expect([exitCode, out]).toEqual([1, '']);
  expect(err.trimEnd().split('\n')).toEqual([expect.stringMatching(message)]);
});

test('a lookup that fails is the error, whatever else there is to note', async () => {
  const { exitCode, err } = await run(['explain', KUBECTL, VALUE, scratch(), '--snapshot', tags()]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error: oss\/v2\/kubernetes\/kubectl-sysext: the lookup failed: .*is not in the snapshot\n$/);
});
