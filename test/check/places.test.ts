import { expect, test } from 'vitest';
import { manifest, PRESET, pack, slot, subPreset } from '../../src/check/examples.ts';
import { checkFiles, text } from './run-example.ts';

const SLOTS = [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-1-azlinux3')];
const MANIFEST = text(manifest(pack('kubelet', SLOTS)));
const CONFIG = { extends: [PRESET] };

/** `file:line:column lint` of all findings. */
async function placesIn(files: Readonly<Record<string, string>>, config: unknown): Promise<string[]> {
  const { diagnostics: findings } = await checkFiles(files, config, {});
  return findings.map(({ file, line, column, id }) => `${file}:${line}:${column} ${id}`);
}

test('errors of JSON in manifests are where they are', async () => {
  const files = {
    'a/components.json': MANIFEST.replace(/\n( *)\]/, ',\n$1]'),
    'b/components.json': MANIFEST.slice(0, -30),
    'c/components.json': MANIFEST.replace('"latestVersion": "v1.35', '"latestVersion" "v1.35'),
  };
  expect(await placesIn(files, CONFIG)).toEqual([
    'a/components.json:17:13 slot-unreadable',
    'b/components.json:18:12 slot-unreadable',
    'c/components.json:15:33 slot-unreadable',
  ]);
});

test.each([
  ['a missing colon', '{\n  "extends": ["x"],\n  "labels" []\n}', 'renovate.json:3:12 config-broken'],
  ['a name for the second time', '{\n  "labels": [],\n  "labels": []\n}', 'renovate.json:3:3 config-broken'],
])('errors of JSON in a configuration: %s', async (_, config, place) => {
  expect(await placesIn({ 'components.json': MANIFEST }, config)).toContain(place);
});

test('each slot that no manager extracts is at its own line, and they are one finding', async () => {
  const config = { extends: [subPreset('rules')] };
  const { diagnostics: findings } = await checkFiles({ 'components.json': MANIFEST }, config, {});
  expect(findings.map(({ id, line, message }) => [id, line, message])).toEqual([
    ['not-extracted', 11, expect.stringMatching(/^kubelet 1\.34, kubelet 1\.35: no manager /)],
  ]);
});

const GO = { matchManagers: ['gomod'], minor: { groupName: 'go minor' }, patch: { groupName: 'go patch' } };

test.each([
  ['as one rule', [GO], ['rule-matches-nothing: packageRules[0] does not match any dependency']],
  [
    'and by its part, where that is refused',
    [GO, { matchPackageNames: ['/-sysext$/'], patch: { allowedVersions: '/azlinux3/' } }],
    ['rule-update-types: packageRules[1].patch combines matchUpdateTypes with allowedVersions'],
  ],
])('a rule that Renovate splits is named as it is written: %s', async (_, packageRules, found) => {
  const { diagnostics: findings } = await checkFiles({ 'components.json': MANIFEST }, { ...CONFIG, packageRules }, {});
  expect(findings.map(({ id, message }) => `${id}: ${message}`)).toEqual(found);
});
