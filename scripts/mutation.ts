import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { recordProof, secondsSince } from '../test/proof/proof.ts';
import { ROOT } from './generated.ts';

/*
 * Mutation tests: each small change of the code, one at a time, has to be seen by a test. Stryker fails where fewer
 * than `break` of its configuration are.
 */

/** What is changed, and the value of `MUTATE` that chooses its tests (`vitest.mutation.config.ts`). */
const PARTS = [
  { name: 'code', of: 'the grammar, the versioning and the resolution', args: [] },
  { name: 'presets', of: 'the presets', args: ['--mutate', 'src/presets/parts/*.ts,src/presets/published/*.ts'] },
];

const Report = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

for (const { name, of, args } of PARTS) {
  const start = performance.now();
  const stryker = path.join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const options = { cwd: ROOT, env: { ...process.env, MUTATE: name }, stdio: 'inherit' } as const;
  const { status } = spawnSync(process.execPath, [stryker, 'run', ...args], options);
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
  const report = Report.parse(JSON.parse(readFileSync(path.join(ROOT, '.cache/mutation.json'), 'utf8')));
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map((one) => one.status));
  const tried = statuses.filter((one) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(one));
  const seen = tried.filter((one) => one === 'Killed' || one === 'Timeout');
  recordProof({
    name: `mutation-${name}`,
    law: `of all small changes of ${of}, at least 90 % are seen by a test`,
    cases: tried.length,
    seed: 0,
    seconds: secondsSince(start),
    figures: { seen: seen.length, 'of a hundred': Math.round((1000 * seen.length) / tried.length) / 10 },
  });
}
