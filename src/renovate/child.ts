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
import { Answer, type Branch, type Inspection, Request } from './protocol.ts';
import { describeDependencies, describeManagers } from './resolved.ts';
import type { Sources } from './sources.ts';
import { recordLookups } from './tag-lists.ts';
import { rememberTemplates } from './templates.ts';

/*
 * A process of its own in which Renovate runs, in the repository's folder: it keeps global state,
 * writes to stdout, and is under another licence. It does what `renovate --platform=local` does,
 * and tells which branches come of it, which that command keeps to itself.
 */

async function run({ renovateRoot, presetRoot, scratch, snapshot, inspect }: Request): Promise<Answer> {
  guardGit();
  const internals = await importInternals(renovateRoot);
  rememberTemplates(renovateRoot);
  internals['proxy.js'].bootstrap();
  const log = watchLog(internals);
  const recorded = recordLookups(internals, snapshot, tell);
  servePresets(internals['config/presets/index.js'].presetSources, presetRoot, snapshot, recorded);
  const inspection = inspect ? inspector(internals, renovateRoot) : undefined;
  const outcome = await plan(internals, scratch, inspection).catch((error: unknown) => ({ failure: toFailure(error) }));
  return Answer.parse({
    version: renovateVersion(renovateRoot),
    re2: internals['util/regex.js'].regexEngineStatus.type === 'available',
    files: [],
    packageFiles: [],
    branches: [],
    customManagers: [],
    snapshot: recorded,
    inspection: inspection?.found,
    log,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    ...outcome,
  });
}

/** Extraction, lookup, branches and their edits, step by step as in Renovate's own `start` and `renovateRepository`. */
async function plan(internals: Internals, scratch: string, inspection: Inspector | undefined) {
  const { GlobalConfig } = internals['config/global.js'];
  const { applySecretsAndVariablesToConfig } = internals['config/secrets.js'];
  const { globalFinalize, globalInitialize } = internals['workers/global/initialize.js'];
  const { parseConfigs } = internals['workers/global/config/parse/index.js'];

  const parsed = await parseConfigs(process.env, [process.execPath, 'renovate', '--platform=local']);
  GlobalConfig.set(parsed);
  const global = await globalInitialize(parsed);
  try {
    GlobalConfig.set(global);
    hideLinks(internals);
    const local = await internals['workers/global/index.js'].getRepositoryConfig(
      global,
      await repositoryName(internals),
    );
    const known = applySecretsAndVariablesToConfig({ config: local, deleteVariables: false, deleteSecrets: false });
    const repository = GlobalConfig.set(known);
    await inspection?.configuration();
    const config = await internals['workers/repository/init/index.js'].initRepo(repository);
    await readHistory(internals);
    config['defaultBranch'] = config['baseBranch'] = (await defaultBranch()) ?? '';
    const extracted = await internals['workers/repository/process/index.js'].extractDependencies(config);
    await inspection?.effects(config, extracted);
    return {
      files: (await internals['modules/platform/scm.js'].scm.getFileList()).filter((file) => file !== ''),
      packageFiles: await describeDependencies(internals, config, extracted),
      branches: await describeBranches(internals, extracted.branches, scratch),
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

function inspector(internals: Internals, root: string): Inspector {
  let sources: Sources;
  return {
    found: undefined,
    async configuration() {
      const looked = await inspectConfiguration(internals, root);
      sources = looked.sources;
      this.found = looked.inspection;
    },
    async effects(config, extracted) {
      if (this.found !== undefined)
        Object.assign(this.found, await inspectEffects(internals, sources, config, extracted));
    },
  };
}

async function describeBranches(internals: Internals, branches: Parameters<typeof editBranch>[1][], scratch: string) {
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
  return { message: words.join(': '), ...(packageName === undefined ? {} : { packageName }) };
}

/** Tells the parent what Renovate is at. */
function tell(progress: string): void {
  process.send?.({ progress });
}

process.once('message', (message) => {
  run(Request.parse(message))
    .then((answer) => ({ answer }))
    .catch((error: Error) => ({ error: error.message }))
    .then((result) => process.send?.(result, () => process.disconnect()));
});
