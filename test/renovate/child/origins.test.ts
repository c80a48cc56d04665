import { expect, test } from 'vitest';
import { isBuiltIn } from '../../../src/renovate/child/origins.ts';

test.each([
  ['config:recommended', true],
  [':dependencyDashboard', true],
  ['customManagers:dockerfileVersions', true],
  ['workarounds:all', true],
  ['github>org/aks-sysext-renovate', false],
  ['github>org/aks-sysext-renovate//presets/rules#0.1.0', false],
  ['local>org/repository:preset', false],
  ['https://example.com/preset.json', false],
  ['renovate.json', false],
  ['.github/renovate.json5', false],
  ['the configuration', false],
])('%s: %s', (origin, expected) => {
  expect(isBuiltIn(origin)).toBe(expected);
});
