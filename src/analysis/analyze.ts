import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../renovate/config-files.ts';
import { type RunOptions, runRenovate } from '../renovate/host/run.ts';
import type { RenovateResult } from '../renovate/messages.ts';
import { listFiles } from '../system/files.ts';
import { askGit } from '../system/git.ts';
import { assemblePlan } from './assemble.ts';
import { isManifest, MANIFEST_NAME, type Manifest, manifestsOf, readManifests } from './manifests.ts';
import { pinProblems } from './preset-pins.ts';
import type { Plan, Problem } from './schema.ts';
import { readFilesWith } from './text-files.ts';

/** A plan, and all that Renovate said on the way to it. */
export interface Planned {
  /** The directory that was planned: the root of the repository. */
  readonly root: string;
  readonly plan: Plan;
  readonly answer: RenovateResult;
  /** The manifests of the working tree. */
  readonly manifests: readonly Manifest[];
}

/** Settings of a plan. */
export interface MakePlanOptions extends RunOptions {
  /** Where the presets come from, for people. */
  readonly presetSource: string;
}

/**
 * Plans the repository that `dir` is in, by its own configuration. Nothing in it is written.
 *
 * @throws {Error} one line, if Renovate could not be run at all, or if there is nothing for it in `dir`.
 */
export async function makePlan(dir: string, options: MakePlanOptions): Promise<Planned> {
  const named = path.resolve(dir);
  if (!existsSync(named) || !statSync(named).isDirectory()) throw new Error(`${dir} is not a directory`);
  const root = await repositoryRoot(named);
  const answer = await runRenovate(root, { ...options, keep: MANIFEST_NAME });
  const manifests = answer.baseBranches.flatMap(manifestsOf);
  const isPlanned = answer.baseBranches.some(({ name }) => name === answer.standsFor);
  const unseen = isPlanned && options.committed !== true ? await unseenManifests(root, answer) : [];
  const all = [...manifests, ...unseen];
  const annotated = await readFilesWith('sysext', root, answer.files);
  const plan = assemblePlan(answer, all, options.presetSource, annotated);
  const isEmpty = plan.slots.length === 0 && all.every(({ slots, problems }) => slots.length + problems.length === 0);
  if (isEmpty && answer.failure === undefined && answer.checkout.configurations.length === 0) {
    throw new Error(`${dir} has neither a sysext nor a Renovate configuration: name the root of a repository`);
  }
  const problems = [
    ...(await placeProblems(named, root)),
    ...(await pinProblems(answer, options.presetRoot)),
    ...plan.problems,
  ];
  return {
    root,
    answer,
    manifests: manifests.filter(({ baseBranch }) => baseBranch === answer.standsFor),
    plan: { ...plan, problems },
  };
}

/** What is to be said of the directory that was named, where it is not the root of a repository. */
async function placeProblems(named: string, root: string): Promise<Problem[]> {
  const below = await askGit(root, 'rev-parse', '--show-prefix');
  const problem = (severity: Problem['severity'], message: string): Problem => {
    return { severity, code: 'below-root', message, file: null, package: null };
  };
  if (root !== named) return [problem('info', `${named} is a part of the repository in ${root}, which is planned`)];
  if (below === undefined) return [];
  return [
    problem('info', `${named} is planned as a repository of its own: a bot reads the configuration of the root alone`),
  ];
}

/** Characters of a path that git puts into quotes, with or without core.quotePath (git-config(1)). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const QUOTED = /["\\\u0000-\u001f\u007f]/;

/** Manifests that are there and that Renovate does not see: it looks at what git tracks alone. */
async function unseenManifests(root: string, { files, standsFor }: RenovateResult): Promise<Manifest[]> {
  const unseen = (await listFiles(root, 'addable')).filter((file) => isManifest(file) && !files.includes(file));
  const found = await readManifests(root, unseen);
  return found
    .filter(({ slots, problems }) => slots.length + problems.length > 0)
    .map(({ file, text }) => {
      const message = QUOTED.test(file)
        ? 'git writes its path in quotes, so that Renovate does not see it: rename it'
        : 'git does not track it, so that Renovate does not see it: run "git add"';
      const problem = { severity: 'error', code: 'untracked', message, file, package: null } as const;
      return { file, baseBranch: standsFor, text, slots: [], problems: [problem] };
    });
}
