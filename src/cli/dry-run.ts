import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { assemblePlan } from '../plan/assemble.ts';
import { isManifest } from '../plan/manifests.ts';
import { runRenovate } from '../renovate/run.ts';
import { planText, problemsText } from '../report/plan-text.ts';
import { EXIT, type Io } from './io.ts';

/**
 * `dry-run [DIR]`: what Renovate will do with the sysexts of the repository in DIR, by that repository's
 * own configuration and registries.
 *
 * @returns the exit code: 0 when the plan is whole, else 1.
 * @throws {Error} one line, when Renovate could not be run.
 */
export async function dryRun(dir: string, { verbose }: { verbose: boolean }, io: Io): Promise<number> {
  const root = path.resolve(dir);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new Error(`${dir} is no folder`);
  const answer = await runRenovate(root, verbose ? { onOutput: io.err } : {});
  const files = answer.files.filter(isManifest);
  const manifests = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(path.join(root, file), 'utf8') })),
  );
  const plan = assemblePlan(answer, manifests);
  io.out(planText(plan));
  io.err(problemsText(plan.problems));
  return plan.problems.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.ok;
}
