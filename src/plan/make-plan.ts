import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from '../renovate/protocol.ts';
import { type RunOptions, runRenovate } from '../renovate/run.ts';
import { assemblePlan } from './assemble.ts';
import { isManifest, type Manifest, readManifest } from './manifests.ts';
import type { Plan } from './schema.ts';

/** A plan, and all that Renovate said on the way to it. */
export interface Planned {
  readonly plan: Plan;
  readonly answer: Answer;
  readonly manifests: readonly Manifest[];
}

/** Settings of a plan. */
export interface MakePlanOptions extends RunOptions {
  /** Where the presets come from, for people. */
  readonly presetSource: string;
}

/**
 * Plans the repository in `dir` by its own configuration. Nothing in it is written.
 *
 * @throws {Error} one line, when Renovate could not be run at all.
 */
export async function makePlan(dir: string, options: MakePlanOptions): Promise<Planned> {
  const root = path.resolve(dir);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new Error(`${dir} is no folder`);
  const answer = await runRenovate(root, options);
  const manifests = await Promise.all(
    answer.files
      .filter(isManifest)
      .map(async (file) => readManifest(file, await readFile(path.join(root, file), 'utf8'))),
  );
  return { answer, manifests, plan: assemblePlan(answer, manifests, options.presetSource) };
}
