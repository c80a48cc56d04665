import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatPath } from '../../../src/manifest/path.ts';
import { type Inspector, startInspector } from '../in-process.ts';

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
afterAll(() => inspector.close());

const PRESET = 'github>org/aks-sysext-renovate';
const GO = { matchManagers: ['gomod'] };

/** A configuration, and the place in it of each rule that Renovate makes of it. */
const CASES: readonly { name: string; config: Record<string, unknown>; paths: readonly string[] }[] = [
  { name: 'a rule', config: { packageRules: [{ ...GO, automerge: true }] }, paths: ['packageRules[0]'] },
  {
    name: 'a rule with settings for types of updates alone',
    config: { packageRules: [{ ...GO, minor: { groupName: 'a' }, patch: { groupName: 'b' } }] },
    paths: ['packageRules[0].minor', 'packageRules[0].patch'],
  },
  {
    name: 'a rule with settings of its own and for a type of updates',
    config: {
      packageRules: [
        { ...GO, automerge: true, major: { enabled: false } },
        { ...GO, labels: ['x'] },
      ],
    },
    paths: ['packageRules[0]', 'packageRules[0].major', 'packageRules[1]'],
  },
  {
    name: 'a type of updates that is turned off by a flag',
    config: { packageRules: [{ ...GO, minor: false }] },
    paths: ['packageRules[0]'],
  },
  {
    name: 'a rule that extends a preset for a type of updates',
    config: { packageRules: [{ ...GO, extends: [':automergePatch'] }] },
    paths: ['packageRules[0]'],
  },
  {
    name: 'a rule that extends a preset with rules of its own, before another one',
    config: {
      packageRules: [
        { ...GO, extends: ['group:nodeJs'] },
        { ...GO, automerge: true },
      ],
    },
    paths: ['packageRules[0]', 'packageRules[1]'],
  },
  {
    name: 'rules in a rule, as older versions had them',
    config: { packageRules: [{ ...GO, packageRules: [{ matchPackageNames: ['a'], automerge: true }] }] },
    paths: ['packageRules[0].packageRules[0]'],
  },
  {
    name: 'an object for a language, as older versions had them',
    config: { packageRules: [{ ...GO, automerge: true }], docker: { enabled: false } },
    paths: ['docker', 'packageRules[0]'],
  },
  {
    name: 'lists of rules under older names',
    config: { packages: [{ packageNames: ['a'], automerge: true }], pathRules: [{ paths: ['b'], automerge: true }] },
    paths: ['packages[0]', 'pathRules[0]'],
  },
  {
    name: 'selectors under older names',
    config: { packageRules: [{ packagePatterns: ['^a'], excludePackageNames: ['b'], automerge: true }] },
    paths: ['packageRules[0]'],
  },
  { name: 'rules of presets, which are not of the file', config: { extends: [PRESET] }, paths: [] },
  {
    name: 'an empty rule',
    config: { packageRules: [{ matchPackageNames: ['a'] }, { ...GO, automerge: true }] },
    paths: ['packageRules[1]'],
  },
  {
    name: 'a preset that a rule must not extend',
    config: {
      ignorePresets: [':automergePatch'],
      packageRules: [{ ...GO, extends: [':automergePatch'], labels: ['x'] }],
    },
    paths: ['packageRules[0]'],
  },
];

test.each(CASES)('$name', async ({ config, paths }) => {
  const { config: resolved, own } = await inspector.resolve({ extends: [PRESET], ...config });
  expect([...new Set(own.map(({ path }) => formatPath(path)))]).toEqual(paths);
  // They are what Renovate applies, and come last.
  const rules = (resolved['packageRules'] ?? []) as object[];
  expect(own.map(({ rule }) => rule)).toEqual(rules.slice(rules.length - own.length));
});
