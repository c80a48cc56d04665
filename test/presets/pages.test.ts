import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getExpression } from 'renovate/dist/util/jsonata.js';
import { describe, expect, test } from 'vitest';
import type { CustomDatasource } from '../../src/presets/parts/preset.ts';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { REGISTRIES } from './registries.cases.ts';

/*
 * A list that may be incomplete fails the lookup: a version that is not in it would be missed without a word. A whole
 * list that fails is the price, and has to be rare.
 */

const { customDatasources } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'default.json'), 'utf8'));

/** Whether the lookup of a list of this length goes well. */
async function isAccepted(datasource: string, length: number): Promise<boolean> {
  const { transformTemplates }: CustomDatasource = customDatasources[datasource];
  const tags = Array.from({ length }, (_, index) => `t${index}`);
  const expression = getExpression(transformTemplates[0] ?? '');
  if (expression instanceof Error) throw expression;
  try {
    return (await expression.evaluate({ name: 'some/repository', tags })) !== undefined;
  } catch (error) {
    expect((error as Error).message).toBe(
      `some/repository: the list of ${length} tags is as long as a page and may be incomplete: extend presets/docker, which reads all pages`,
    );
    return false;
  }
}

/** Lengths around every page that a registry is known to have. */
const LENGTHS = [0, 1, 2, 49, 50, 51, 99, 100, 101, 149, 150, 200, 500, 999, 1000, 1001, 1500, 2000, 2001, 3000];
const IN_DOUBT = [50, 100, 1000, 2000, 3000];

test("on Microsoft's registry no length is in doubt", async () => {
  for (const length of LENGTHS) expect(await isAccepted('AKS-sysext', length), `${length}`).toBe(true);
});

test('on any other registry those of pages are', async () => {
  for (const length of LENGTHS) {
    expect(await isAccepted('aks-sysext', length), `${length}`).toBe(!IN_DOUBT.includes(length));
  }
});

describe.each(REGISTRIES)('$name', ({ sends }) => {
  test.each([1000, undefined])('asked for %s tags, it never gets away with an incomplete list', async (n) => {
    for (const total of LENGTHS) {
      const sent = sends(n, total);
      if (sent === 'refused') continue;
      const isWhole = sent === total;
      expect(await isAccepted('aks-sysext', sent), `${sent} of ${total}`).toBe(isWhole && !IN_DOUBT.includes(total));
    }
  });
});

/** A repository that grows: the days on which versions are published, each with how many tags there are then. */
function grow({ perYear, years, atOnce, from }: Growth, random: () => number): { day: number; tags: number }[] {
  const growth: { day: number; tags: number }[] = [];
  for (let [day, tags] = [0, from]; day < years * 365; ) {
    growth.push({ day, tags });
    const versions = 1 + Math.floor(random() * atOnce);
    tags += 2 * versions;
    // Publications are a chance event each, with the mean that `perYear` versions need.
    day += (-Math.log(1 - random()) * 365 * (1 + atOnce)) / 2 / perYear;
  }
  return growth;
}

interface Growth {
  readonly name: string;
  readonly perYear: number;
  readonly years: number;
  /** The most versions that are published at one time, such as one for each Kubernetes minor. */
  readonly atOnce: number;
  readonly from: number;
}

const REPOSITORIES: readonly Growth[] = [
  { name: 'kubelet', perYear: 75, years: 10, atOnce: 4, from: 52 },
  { name: 'kubectl', perYear: 90, years: 10, atOnce: 4, from: 46 },
  { name: 'azure-acr-credential-provider', perYear: 60, years: 10, atOnce: 4, from: 42 },
];

/** How often a year the lookup of a growing repository fails, in the mean of many that grow like it. */
function failuresPerYear(growth: Growth, isInDoubt: (length: number) => boolean): number {
  const TRIES = 400;
  let state = 7;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let failures = 0;
  for (let left = TRIES; left > 0; left--)
    failures += grow(growth, random).filter(({ tags }) => isInDoubt(tags)).length;
  return failures / TRIES / growth.years;
}

// With 50 and every multiple of 100 in doubt it would be 0.5 to 0.8 times, and on Microsoft's registry as well.
test.each(REPOSITORIES)('$name: a whole list fails less than 0.2 times a year on other registries', (growth) => {
  const failures = failuresPerYear(growth, (length) => IN_DOUBT.includes(length));
  expect(failures).toBeLessThan(0.2);
});
