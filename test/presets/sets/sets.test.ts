import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bot, startBot } from '../../proof/bot.ts';
import { proofRecorder } from '../../proof/hold.ts';
import { LONG, proofSeed, proofSize, secondsSince } from '../../proof/proof.ts';
import { intended, isPinned } from './intent.ts';
import { proposed } from './propose.ts';
import { isRefused } from './refused.ts';
import { DEPENDENCIES, isCovered, keyOfDependency } from './repository.ts';
import { amongOthers, inDocumentedOrder, type PresetSet, setsUpTo } from './sets.ts';

/*
 * Sets of presets, in every order: each does what its presets say that they do, or `check` refuses it. Renovate works
 * in this process: extraction, package rules, lookup and branch names are its own.
 */

/** Sets of three that went wrong, or nearly so. */
const THREES: readonly PresetSet[] = [
  ['default', 'lts-hold', 'annotations'],
  ['default', 'lts-hold', 'revisionless'],
  ['lts-hold', 'default', 'revisionless'],
  ['default', 'per-minor', 'annotations'],
  ['default', 'x86-64-only', 'annotations'],
  ['default', 'annotations', 'x86-64-only'],
  ['default', 'arm64-only', 'docker'],
  ['default', 'with-packages', 'per-minor'],
  ['default', 'per-minor', 'with-packages'],
  ['default', 'per-minor', 'automerge-revisions'],
  ['automerge-revisions', 'annotations', 'per-minor'],
  ['rules', 'docker', 'arm64-only'],
  ['rules', 'annotations', 'docker'],
  ['docker', 'revisionless', 'lts-hold'],
];

/** Sets that are tried with presets that pin digests before and after them. */
const PINNED: readonly PresetSet[] = [
  ['default'],
  ['rules'],
  ['default', 'docker'],
  ['revisionless', 'docker'],
  ['rules', 'docker'],
];

const ALL = [...setsUpTo(2), ...THREES, ...PINNED.flatMap(amongOthers)];

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

/** The proposals of a set that are not intended. */
async function wrongIn(set: PresetSet): Promise<object[]> {
  const found = await proposed(bot, set);
  return DEPENDENCIES.filter((one) => isCovered(one, set) && !isPinned(one, set)).flatMap((one) => {
    const [is, wanted] = [found.get(keyOfDependency(one)), intended(one, set)];
    return JSON.stringify(is) === JSON.stringify(wanted) ? [] : [{ set, dependency: keyOfDependency(one), is, wanted }];
  });
}

test('every set is right, or is refused', LONG, async () => {
  const record = proofRecorder();
  const size = proofSize('sets', 0);
  const sets = size === 0 ? ALL : setsUpTo(size).flatMap(amongOthers);
  const seed = proofSeed('sets');
  const start = performance.now();
  const wrong: object[] = [];
  const accepted = sets.filter((set) => !isRefused(set));
  for (const set of accepted) wrong.push(...(await wrongIn(set)));
  expect(wrong).toEqual([]);
  record({
    name: 'sets',
    law: 'sets of presets, in every order, with config:best-practices and docker:pinDigests before and after: each proposes what its presets are made for, or is refused by a finding',
    cases: sets.length,
    seed,
    seconds: secondsSince(start),
    figures: { refused: sets.length - accepted.length, dependencies: DEPENDENCIES.length },
  });
});

describe('what is refused', () => {
  test('no set in the order of the documentation, unless it contradicts itself', () => {
    const contradictions = [
      ['arm64-only', 'x86-64-only'],
      ['arm64-only', 'docker'],
      ['x86-64-only', 'docker'],
    ];
    const refused = inDocumentedOrder(setsUpTo(3)).filter(isRefused);
    expect(refused.filter((set) => !contradictions.some((pair) => pair.every((name) => set.includes(name))))).toEqual(
      [],
    );
    expect(refused.length).toBeGreaterThan(contradictions.length);
  });

  test.each([
    ['lts-hold', 'default'],
    ['per-minor', 'default'],
    ['x86-64-only', 'default'],
    ['automerge-revisions', 'default'],
    ['docker', 'rules'],
    ['arm64-only', 'annotations'],
    ['x86-64-only', 'revisionless'],
    ['per-minor', 'with-packages'],
    ['default', 'docker', 'config:best-practices'],
    ['default', 'docker', 'docker:pinDigests'],
  ])('%s before %s %s', (...set) => {
    expect(isRefused(set.filter((name) => name !== undefined))).toBe(true);
  });
});
