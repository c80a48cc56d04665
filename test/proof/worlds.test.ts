import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startBot } from './bot.ts';
import { proofRecorder } from './hold.ts';
import { LONG, proofSeed, proofSize, secondsSince } from './proof.ts';
import { VARIANTS } from './variants.ts';
import { findWrong, isBumped, type Wrong } from './verdict.ts';
import { World, worlds } from './worlds.ts';

/*
 * Generated worlds through the presets' real path, in this process: extraction, package rules, datasource,
 * transform, versioning and lookup are Renovate's. What is proposed is compared with an oracle that shares no code
 * with the source.
 */

const SAVED = path.resolve(import.meta.dirname, '../fixtures/worlds');
const BATCH = 500;

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

test('in generated worlds, exactly what should be proposed is', LONG, async () => {
  const record = proofRecorder();
  const count = proofSize('worlds', 2000);
  const seed = proofSeed('worlds');
  const start = performance.now();
  let bumped = 0;
  for (let done = 0; done < count; done += BATCH) {
    const batch = { seed: seed + done / BATCH, numRuns: Math.min(BATCH, count - done) };
    const all = fc.sample(worlds, batch);
    const [wrong] = await findWrong(bot, all);
    if (wrong !== undefined) await shrink(wrong, { seed: batch.seed, path: `${all.indexOf(wrong.world)}` });
    bumped += all.filter(isBumped).length;
  }
  // Worlds in which there is nothing to propose would prove little.
  expect(bumped).toBeGreaterThan(count / 5);
  record({
    name: 'worlds',
    law: 'exactly the newest version that is meant is proposed: never another distro, arch or minor, a pre-release, a downgrade, or a version that lacks an arch',
    cases: count,
    seed,
    seconds: secondsSince(start),
    figures: { variants: Object.keys(VARIANTS).length, 'worlds with a bump': bumped },
  });
});

/** Makes the one world that went wrong as small as it gets, and fails with it. */
async function shrink(found: Wrong, run: { seed: number; path: string }): Promise<never> {
  const right = fc.asyncProperty(worlds, async (world) => (await findWrong(bot, [world])).length === 0);
  const { counterexample } = await fc.check(right, { ...run, numRuns: 1 });
  const [smallest = found] = counterexample === null ? [] : await findWrong(bot, counterexample);
  const { world, why, proposed, expected: wanted = 'nothing' } = smallest;
  throw new Error(
    `${why}: proposed ${proposed.join(', ') || 'nothing'}, expected ${wanted} (PROOF_SEED=${run.seed}); ` +
      `save this in test/fixtures/worlds/:\n${JSON.stringify(world, null, 2)}`,
  );
}

test.each(readdirSync(SAVED))('in the saved world %s, exactly what should be proposed is', async (file) => {
  const world = World.parse(JSON.parse(readFileSync(path.join(SAVED, file), 'utf8')));
  expect(await findWrong(bot, [world])).toEqual([]);
});
