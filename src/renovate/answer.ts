import path from 'node:path';
import { defaultBranch, hideLinks, readHistory, repositoryName } from './checkout.ts';
import { editBranch } from './edits.ts';
import { guardGit } from './git.ts';
import { inspectConfiguration, inspectEffects } from './inspect/inspect.ts';
import {
  type Config,
  type Extracted,
  type Internals,
  importInternals,
  type RenovateBranch,
  renovateVersion,
} from './internals.ts';
import { watchLog } from './log.ts';
import { servePresets } from './presets.ts';
import { Answer, type Branch, type Inspection, type Request } from './protocol.ts';
import { describeDependencies, describeManagers } from './resolved.ts';
import { begin, newRun, type Run } from './run-state.ts';
import type { Sources } from './sources.ts';
import { recordLookups } from './tag-lists.ts';
import { rememberTemplates } from './templates.ts';

/*
 * Does what `renovate --platform=local` does, and tells which branches come of it, which that command keeps to itself.
 */

/** Renovate in this process, with hooks that look at `run`. */
export interface Watched {
  readonly root: string;
  readonly internals: Internals;
  readonly run: Run;
}

/**
 * Imports the Renovate in `root`, and changes it where it has to tell more, or to do less. Once in a process.
 *
 * @param tell takes what Renovate is at.
 * @throws {Error} one line, when this Renovate is not supported.
 */
export async function watchRenovate(root: string, tell: Run['tell']): Promise<Watched> {
  guardGit();
  const internals = await importInternals(root);
  rememberTemplates(root);
  internals['proxy.js'].bootstrap();
  const run = newRun(tell);
  watchLog(internals, run);
  hideLinks(internals, run);
  recordLookups(internals, run);
  servePresets(internals['config/presets/index.js'].presetSources, run);
  return { root, internals, run };
}

/** What Renovate makes of the repository in the working folder. One at a time. */
export async function answerFor({ root, internals, run }: Watched, request: Request): Promise<Answer> {
  const { scratch, inspect } = request;
  begin(run, request);
  const inspection = inspect ? inspector(internals, root, run, path.join(scratch, 'inspect')) : undefined;
  const outcome = await plan(internals, run, scratch, inspection).catch((error: unknown) => {
    return { failure: toFailure(error) };
  });
  return Answer.parse({
    version: renovateVersion(root),
    re2: internals['util/regex.js'].regexEngineStatus.type === 'available',
    files: [],
    packageFiles: [],
    branches: [],
    customManagers: [],
    snapshot: run.recorded,
    inspection: inspection?.found,
    log: run.log,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    ...outcome,
  });
}

/** Extraction, lookup, branches and their edits, step by step as in Renovate's own `start` and `renovateRepository`. */
async function plan(internals: Internals, run: Run, scratch: string, inspection: Inspector | undefined) {
  const { GlobalConfig } = internals['config/global.js'];
  const { applySecretsAndVariablesToConfig } = internals['config/secrets.js'];
  const { globalFinalize, globalInitialize } = internals['workers/global/initialize.js'];
  const { parseConfigs } = internals['workers/global/config/parse/index.js'];

  // Renovate does so between the repositories that it runs for.
  internals['util/host-rules.js'].clear();
  const parsed = await parseConfigs(process.env, [process.execPath, 'renovate', '--platform=local']);
  GlobalConfig.set(parsed);
  const global = await globalInitialize(parsed);
  try {
    GlobalConfig.set(global);
    const local = await internals['workers/global/index.js'].getRepositoryConfig(
      global,
      await repositoryName(internals),
    );
    const known = applySecretsAndVariablesToConfig({ config: local, deleteVariables: false, deleteSecrets: false });
    const repository = GlobalConfig.set(known);
    await inspection?.configuration();
    const config = await internals['workers/repository/init/index.js'].initRepo(repository);
    await readHistory(internals, run, path.join(scratch, 'no-history'));
    config['defaultBranch'] = config['baseBranch'] = (await defaultBranch()) ?? '';
    const extracted = await internals['workers/repository/process/index.js'].extractDependencies(config);
    await inspection?.effects(config, extracted);
    return {
      files: await internals['modules/platform/scm.js'].scm.getFileList(),
      packageFiles: await describeDependencies(internals, config, extracted),
      branches: await describeBranches(internals, extracted.branches, scratch, run.tell),
      ...(await describeManagers(internals, config, extracted.packageFiles)),
    };
  } finally {
    await globalFinalize(global);
  }
}

/** Looks into the configuration at two points of a run. What it found stays, also where Renovate gives up later. */
interface Inspector {
  found: Inspection | undefined;
  configuration(): Promise<void>;
  effects(config: Config, extracted: Extracted): Promise<void>;
}

function inspector(internals: Internals, root: string, run: Run, scratch: string): Inspector {
  let sources: Sources;
  return {
    found: undefined,
    async configuration() {
      const looked = await inspectConfiguration(internals, root);
      sources = looked.sources;
      this.found = looked.inspection;
    },
    async effects(config, extracted) {
      if (this.found === undefined) return;
      const { length } = run.log;
      Object.assign(this.found, await inspectEffects(internals, sources, config, extracted, scratch));
      // What Renovate logs of made-up builds is not of this run.
      run.log.length = length;
    },
  };
}

async function describeBranches(
  internals: Internals,
  branches: Parameters<typeof editBranch>[1][],
  scratch: string,
  tell: Run['tell'],
) {
  const described: Config[] = [];
  for (const [index, branch] of branches.entries()) {
    tell(`editing: pull request ${index + 1} of ${branches.length}`);
    const notes = internals['workers/repository/update/pr/body/notes.js'].getPrNotes(branch).trim();
    const edited = await editBranch(internals, branch, process.cwd(), path.join(scratch, `edit-${index}`));
    described.push({ ...branch, notes, ...edited, waitsFor: waitsFor(internals, branch) });
  }
  return described;
}

/** Why Renovate does not push a new branch yet, in the order in which its own processBranch asks. */
function waitsFor(internals: Internals, branch: RenovateBranch): Branch['waitsFor'] {
  const { isScheduledNow } = internals['workers/repository/update/branch/schedule.js'];
  if (Number(branch['minimumGroupSize'] ?? 0) > branch.upgrades.length) return 'group-size';
  if (branch['pendingChecks']) return 'pending-checks';
  if (branch['mode'] === 'silent') return 'silent-mode';
  if (branch['dependencyDashboardApproval']) return 'approval';
  if (!isScheduledNow(branch)) return 'schedule';
  return undefined;
}

/** What Renovate says of a secret that it is not given. A local run has none of the bot's. */
const UNKNOWN_SECRET = 'Unknown secrets name';

/** Renovate throws some of its errors with a code for a message, and the words beside it. */
function toFailure(error: unknown): Answer['failure'] {
  const { message, validationError, validationMessage, err, packageName } = error as {
    message?: string;
    validationError?: string;
    validationMessage?: string;
    err?: { message?: string };
    packageName?: string;
  };
  const words = [message, validationError, validationMessage, err?.message].filter((word) => word !== undefined);
  const code = validationError === UNKNOWN_SECRET ? 'unknown-secret' : (message ?? '');
  return { code, message: words.join(': '), ...(packageName === undefined ? {} : { packageName }) };
}
