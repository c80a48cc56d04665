import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from '../renovate/files.ts';
import type { Answer } from '../renovate/protocol.ts';
import { type RunOptions, runRenovate } from '../renovate/run.ts';
import { assemblePlan } from './assemble.ts';
import { isManifest, type Manifest, readManifests } from './manifests.ts';
import type { Plan } from './schema.ts';
import { readFilesWith } from './text-files.ts';

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
  const manifests = await readManifests(root, answer.files.filter(isManifest));
  const unseen = answer.failure === undefined ? await unseenManifests(root, answer.files) : [];
  const annotated = await readFilesWith('sysext', root, answer.files);
  return { answer, manifests, plan: assemblePlan(answer, [...manifests, ...unseen], options.presetSource, annotated) };
}

/** Manifests that are there and that Renovate does not see: it looks at what git tracks alone. */
async function unseenManifests(root: string, seen: readonly string[]): Promise<Manifest[]> {
  const files = (await listFiles(root, 'addable')).filter((file) => isManifest(file) && !seen.includes(file));
  const message = 'git does not track it, so that Renovate does not see it: run "git add"';
  const found = await readManifests(root, files);
  return found
    .filter(({ slots, problems }) => slots.length + problems.length > 0)
    .map(({ file, text }) => {
      const problem = { severity: 'error', code: 'untracked', message, file, package: null } as const;
      return { file, text, slots: [], problems: [problem] };
    });
}
