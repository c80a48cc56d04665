import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { VERSIONING } from '../src/presets/parts/patterns.ts';
import { locateRenovate, PACKAGE_ROOT } from '../src/renovate/host/locate.ts';
import { importInternal } from '../src/renovate/internals.ts';
import { renovateVersioning } from '../test/versioning/renovate.ts';
import { compareKeys, generate, toKey } from './values.ts';

// Loaded by Node.js itself: Vitest's loader would put a getter before every function that one file has from another.
const { api }: typeof import('../src/versioning/index.ts') = createRequire(import.meta.url)(
  '../src/versioning/index.ts',
);

const COUNT = 100_000;
const MINUTES = 60_000;

const values = generate(COUNT, 1);
const keys = values.map(toKey);
const [current = ''] = values;

const regex = renovateVersioning(VERSIONING);
const docker = renovateVersioning('docker');
const semver = renovateVersioning('semver');

type Versioning = Pick<typeof regex, 'sortVersions' | 'isVersion' | 'isCompatible'>;

function sort(versioning: Versioning, unsorted: readonly string[] = values): string[] {
  return [...unsorted].sort((a, b) => versioning.sortVersions(a, b));
}

function sortKeys(): number[][] {
  return [...keys].sort(compareKeys);
}

function filter(versioning: Versioning): string[] {
  return values.filter((value) => versioning.isVersion(value) && versioning.isCompatible(value, current));
}

/** Values that the module has not seen: it remembers what it has taken apart. */
let fresh: string[] = [];
let seed = 1;
const withFreshValues = {
  beforeEach: () => {
    seed += 1;
    fresh = generate(COUNT, seed);
  },
};

beforeAll(async () => {
  const { regexEngineStatus } = await importInternal(locateRenovate(PACKAGE_ROOT), 'util/regex.js');
  expect(regexEngineStatus.type, 'the numbers are about RE2').toBe('available');
  expect(sort(api).map(toKey), 'both do the same work').toEqual(sortKeys());
});

describe(`sorting ${COUNT} versions`, () => {
  test('beside numeric keys', { timeout: 5 * MINUTES }, async ({ bench }) => {
    await bench.compare(
      bench('numeric keys', () => void sortKeys()),
      bench('aks-sysext', () => void sort(api)),
      bench('aks-sysext, versions never seen before', withFreshValues, () => void sort(api, fresh)),
      { iterations: 20, time: 0, warmupIterations: 3, warmupTime: 0 },
    );
  });

  // Some of these take many seconds: once has to do.
  test("beside Renovate's versionings", { timeout: 10 * MINUTES }, async ({ bench }) => {
    await bench.compare(
      bench('aks-sysext', () => void sort(api)),
      bench('aks-sysext, versions never seen before', withFreshValues, () => void sort(api, fresh)),
      bench("regex, with the preset's pattern", () => void sort(regex)),
      bench('docker', () => void sort(docker)),
      bench('semver', () => void sort(semver)),
      { iterations: 1, time: 0, warmup: false },
    );
  });
});

describe(`isVersion and isCompatible of ${COUNT} versions`, () => {
  test("beside Renovate's versionings", { timeout: 5 * MINUTES }, async ({ bench }) => {
    await bench.compare(
      bench('aks-sysext', () => void filter(api)),
      bench("regex, with the preset's pattern", () => void filter(regex)),
      bench('docker', () => void filter(docker)),
      bench('semver', () => void filter(semver)),
      { iterations: 3, time: 0, warmup: false },
    );
  });
});
