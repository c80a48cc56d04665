import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sentenceOf } from '../../src/analysis/diagnostic.ts';
import { judgePins, pinDiagnostics, releaseTags } from '../../src/analysis/preset-pins.ts';
import { git } from '../fidelity/git.ts';
import { gitRepository } from '../renovate/git-repository.ts';

const PRESET = 'github>acme/aks-sysext-renovate';
const OTHER =
  /: the plan uses the presets of 1\.2\.3, not of (\S+); install \1, pin 1\.2\.3, or pass a checkout of \1 with --preset$/;

test.each([
  ['no tag', null, [], undefined],
  ['the very tag', '1.2.3', [], undefined],
  ['the very tag, with a v', 'v1.2.3', [], undefined],
  ['a tag that moves with the major version', '1', [], undefined],
  ['a tag that moves with the minor version', '1.2', [], undefined],
  ['an older tag', '1.2.2', [], OTHER],
  ['a newer tag', '9.9.9', [], OTHER],
  ['another major version', '2', [], OTHER],
  ['a version that starts alike', '1.2.30', [], OTHER],
  ['a branch, of which nothing is known', 'main', ['1.2.3'], undefined],
  ['a commit', '0123456789abcdef0123456789abcdef01234567', ['1.2.3'], undefined],
  ['the very tag, which is there', '1.2.3', ['1.2.2', '1.2.3'], undefined],
  ['an older tag, which is there', '1.2.2', ['1.2.2', '1.2.3'], OTHER],
  [
    'a tag that is not there',
    '9.9.9',
    ['1.2.2', '1.2.3'],
    /the clone of these presets does not have the tag 9\.9\.9, and the bot aborts if .+ does not have it; pin one of 1\.2\.2, 1\.2\.3$/,
  ],
])('%s', (_, tag, tags, expected) => {
  const problems = judgePins([{ preset: PRESET, tag }], '1.2.3', tags);
  expect(problems.map(sentenceOf)).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
});

test('a pin is compared with this package, and a named directory of presets overrides it', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const result = { pins: [{ preset: PRESET, tag: '9.9.9' }] };
  const [problem] = await pinDiagnostics(result, undefined);
  expect(problem).toMatchObject({ severity: 'warning', id: 'preset-version' });
  expect(problem?.message).toContain(`the plan uses the presets of ${version}, not of 9.9.9`);
  expect(await pinDiagnostics(result, 'presets-of-9.9.9')).toEqual([]);
});

test('tags of releases are those of a clone of this project alone', async () => {
  const dir = gitRepository({ 'a.txt': '' });
  for (const tag of ['1.10.0', '1.9.0', 'v2', 'nightly', 'release-3']) git(dir, 'tag', tag);
  mkdirSync(path.join(dir, 'node_modules'));
  expect(await releaseTags(dir)).toEqual(['1.9.0', '1.10.0', 'v2']);
  expect(await releaseTags(path.join(dir, 'node_modules'))).toEqual([]);
});
