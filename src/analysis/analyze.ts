import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../renovate/config-files.ts';
import { type RunOptions, runRenovate } from '../renovate/host/run.ts';
import type { RenovateResult } from '../renovate/messages.ts';
import { listFiles } from '../system/files.ts';
import { askGit } from '../system/git.ts';
import { type Assembled, assemble } from './assemble.ts';
import { type Diagnostic, diagnostic } from './diagnostic.ts';
import { isManifest, MANIFEST_NAME, type Manifest, manifestsOf, readManifests } from './manifests.ts';
import { pinDiagnostics } from './preset-pins.ts';
import type { Plan } from './schema.ts';
import { readFilesWith } from './text-files.ts';

/** The result of one run of Renovate on a repository. Every command is a view of it. */
export interface Analysis extends Assembled {
  /** The root of the repository. */
  readonly root: string;
  /** The result of the run as Renovate's process reports it. */
  readonly answer: RenovateResult;
  /** The manifests of the working tree. */
  readonly manifests: readonly Manifest[];
}

/** Settings of an analysis. */
export interface AnalyzeOptions extends RunOptions {
  /** Where the presets come from, for display. */
  readonly presetSource: string;
}

/**
 * Runs Renovate once on the repository that contains `dir`, with its own configuration. Nothing in it is written.
 *
 * @throws {Error} one line, if Renovate could not be run at all, or if `dir` has neither a sysext nor a configuration.
 */
export async function analyze(dir: string, options: AnalyzeOptions): Promise<Analysis> {
  const named = path.resolve(dir);
  if (!existsSync(named) || !statSync(named).isDirectory()) throw new Error(`${dir} is not a directory`);
  const root = await repositoryRoot(named);
  const answer = await runRenovate(root, { ...options, keep: MANIFEST_NAME });
  const manifests = answer.baseBranches.flatMap(manifestsOf);
  const isPlanned = answer.baseBranches.some(({ name }) => name === answer.standsFor);
  const unseen = isPlanned && options.committed !== true ? await unseenManifests(root, answer) : [];
  const all = [...manifests, ...unseen];
  const annotated = await readFilesWith('sysext', root, answer.files);
  const assembled = assemble(answer, all, options.presetSource, annotated);
  const isEmpty = assembled.slots.length === 0 && all.every((one) => one.slots.length + one.diagnostics.length === 0);
  if (isEmpty && answer.failure === undefined && answer.checkout.configurations.length === 0) {
    throw new Error(`${dir} has neither a sysext nor a Renovate configuration: name the root of a repository`);
  }
  const diagnostics = [
    ...(await directoryDiagnostics(named, root)),
    ...(await pinDiagnostics(answer, options.presetRoot)),
    ...assembled.diagnostics,
  ];
  return {
    ...assembled,
    diagnostics,
    root,
    answer,
    manifests: manifests.filter(({ baseBranch }) => baseBranch === answer.standsFor),
  };
}

/** The plan of an analysis, as `plan --format json` prints it. */
export function toPlan({ root: _root, answer: _answer, manifests: _manifests, ...plan }: Analysis): Plan {
  return { schemaVersion: 2, ...plan };
}

/** A note if the directory that was named is not the root of a repository. */
async function directoryDiagnostics(named: string, root: string): Promise<Diagnostic[]> {
  const below = await askGit(root, 'rev-parse', '--show-prefix');
  if (root !== named)
    return [
      diagnostic({
        id: 'below-root',
        severity: 'info',
        message: `${named} is a part of the repository in ${root}, which is planned`,
      }),
    ];
  if (below === undefined) return [];
  return [
    diagnostic({
      id: 'below-root',
      severity: 'info',
      message: `${named} is planned as a repository of its own: a bot reads the configuration of the root alone`,
    }),
  ];
}

/** Characters of a path that git puts into quotes, with or without core.quotePath (git-config(1)). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const QUOTED = /["\\\u0000-\u001f\u007f]/;

/** Manifests of the working tree that Renovate does not see, because it reads only what git tracks. */
async function unseenManifests(root: string, { files, standsFor }: RenovateResult): Promise<Manifest[]> {
  const unseen = (await listFiles(root, 'addable')).filter((file) => isManifest(file) && !files.includes(file));
  const found = await readManifests(root, unseen);
  return found
    .filter(({ slots, diagnostics }) => slots.length + diagnostics.length > 0)
    .map(({ file, text }) => {
      const [message, fix] = QUOTED.test(file)
        ? ['git writes its path in quotes, so that Renovate does not see it', 'rename it']
        : ['git does not track it, so that Renovate does not see it', 'run "git add"'];
      const untracked = diagnostic({ id: 'manifest-untracked', severity: 'error', file, message, fix });
      return { file, baseBranch: standsFor, text, slots: [], diagnostics: [untracked] };
    });
}
