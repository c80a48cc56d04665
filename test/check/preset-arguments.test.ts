import { expect, test } from 'vitest';
import type { Facts } from '../../src/check/facts.ts';
import { lint } from '../../src/check/lints/preset-arguments.ts';

const OWNERS = 'github>org/aks-sysext-renovate//presets/owners#1.0.0';
const REVISIONLESS = 'gitlab>group/sub/aks-sysext-renovate//presets/revisionless';
const DEFAULT = 'github>org/aks-sysext-renovate#1.0.0';
const ELEVEN = Array.from({ length: 11 }, (_, index) => `user${index}`).join(',');

/** What a configuration extends, and a part of each message. */
const CASES: readonly (readonly [name: string, presets: readonly string[], messages: readonly string[]])[] = [
  ['an owner', [DEFAULT, `${OWNERS}(alice)`], []],
  ['several owners', [`${OWNERS}(alice, team:node, bob)`], []],
  ['ten owners', [`${OWNERS}(${ELEVEN.slice(0, ELEVEN.lastIndexOf(','))})`], []],
  ['eleven owners', [`${OWNERS}(${ELEVEN})`], ['has 11 arguments']],
  ['no owner', [OWNERS], ['requires an argument']],
  ['brackets without an owner', [`${OWNERS}()`], ['requires an argument']],
  ['commas without an owner', [`${OWNERS}( , )`], ['requires an argument']],
  ['owners, twice', [`${OWNERS}(alice)`, `${OWNERS}(bob)`], ['is extended beside']],
  ['owners of two tags', [`${OWNERS}(alice)`, `${OWNERS.replace('1.0.0', '1.1.0')}(bob)`], ['is extended beside']],
  ['arguments in front of the tag', ['github>org/aks-sysext-renovate//presets/owners(a)#1.0.0'], ['does not end with']],
  ['a distro', [`${REVISIONLESS}(azlinux3)`], []],
  ['no distro', [REVISIONLESS], ['requires an argument']],
  ['two distros', [`${REVISIONLESS}(azlinux3, noble)`], ['has 2 arguments']],
  ['two presets of distros', [`${REVISIONLESS}(azlinux3)`, `${REVISIONLESS}(noble)`], ['is extended beside']],
  ['arguments of the default preset', [`${DEFAULT}(azlinux3)`], ['does not accept any']],
  ['arguments of another preset', ['github>org/aks-sysext-renovate//presets/per-minor(1.34)'], ['does not accept any']],
  ['a preset of others', [':assignAndReview(a,b)', 'github>org/other//presets/owners'], []],
];

test.each(CASES)('%s', (_, names, messages) => {
  const presets = names.map((name, index) => ({ name, via: ['extends', index], nested: false, error: null }));
  const found = lint.find({ inspection: { file: 'renovate.json', presets } } as unknown as Facts);
  expect(found.map(({ message }) => message)).toEqual(messages.map((part) => expect.stringContaining(part)));
});
