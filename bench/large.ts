import { rmSync } from 'node:fs';
import { adopt } from '../src/adopt/adopt.ts';
import { analyze } from '../src/analysis/analyze.ts';
import { check } from '../src/check/check.ts';
import { startRegistry } from '../src/registry/server.ts';
import { EXPECTED, OTHERS, TAGS, writeLargeRepository } from './large-repository.ts';

/*
 * `plan`, `check` and `adopt` on sysexts alone, and on the same sysexts beside hundreds of other dependencies.
 */

const REFERENCE = 'github>your-org/aks-sysext-renovate#1.0.0';
const OPTIONS = { presetSource: 'bench' };
const ROUNDS = 3;

/** What is measured, with the presets that the repository extends. */
const COMMANDS = {
  plan: { presets: [REFERENCE], run: async (dir: string) => bumped((await analyze(dir, OPTIONS)).slots) },
  check: {
    presets: [REFERENCE],
    run: async (dir: string) => (await check(dir, { ...OPTIONS, offline: false, rules: new Map() })).diagnostics.length,
  },
  adopt: {
    presets: [],
    run: async (dir: string) => {
      const { adoption } = await adopt(dir, { ...OPTIONS, reference: REFERENCE });
      return adoption.pullRequests.appear.flatMap(({ upgrades }) => upgrades).length;
    },
  },
};

function bumped(slots: readonly { to: string | null }[]): number {
  return slots.filter(({ to }) => to !== null).length;
}

let measured = 0;

/** The fastest of some rounds, each in a new process of Renovate: another environment makes for another one. */
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    process.env['MEASURED'] = `${measured++}`;
    const start = performance.now();
    await work();
    times.push((performance.now() - start) / 1000);
  }
  return Math.min(...times);
}

const registry = await startRegistry(TAGS);
process.stdout.write(
  `${EXPECTED.size} slots, alone and beside ${OTHERS} other dependencies; the fastest of ${ROUNDS}\n`,
);
for (const [name, { presets, run }] of Object.entries(COMMANDS)) {
  const times = [];
  let result: number | undefined;
  for (const others of [false, true]) {
    const dir = writeLargeRepository({ url: registry.url, presets, others });
    times.push(await seconds(async () => (result = await run(dir))));
    rmSync(dir, { recursive: true });
  }
  const [alone = 0, beside = 0] = times;
  process.stdout.write(
    `${name}: ${alone.toFixed(1)} s alone, ${beside.toFixed(1)} s beside the others, ratio ${(beside / alone).toFixed(2)} (${result})\n`,
  );
}
await registry.close();
