import path from 'node:path';
import { guardGit } from '../../system/git.ts';
import { inspectConfiguration, inspectEffects } from '../inspect/inspect.ts';
import {
  type Config,
  type Internals,
  importInternals,
  type PackageFiles,
  re2Version,
  renovateVersion,
} from '../internals.ts';
import { type Inspection, RenovateResult, type Request } from '../messages.ts';
import { PATCHES } from '../patches/list.ts';
import { hostOf } from '../patches/log-lines.ts';
import type { PatchedRenovate } from '../patches/patch.ts';
import { runBaseBranches } from './base-branches.ts';
import { describeBranches } from './branches.ts';
import { openRepository, type Repository, readHistory } from './checkout.ts';
import { whyNoRe2 } from './engine.ts';
import { initRepository } from './init-repository.ts';
import { describeDependencies, describeManagers } from './resolved.ts';
import { begin, newRun, type Run } from './run-state.ts';
import type { Sources } from './sources.ts';
import { describeUnmatched } from './unmatched.ts';

/*
 * Runs the steps of `renovate --platform=local`, and reports the branches that they result in, which that command does
 * not print.
 */

/**
 * Imports the Renovate in `root`, and applies the patches. Once in a process.
 *
 * @param report receives the step of the current run.
 * @throws {Error} one line, if this Renovate is not supported.
 */
export async function patchRenovate(root: string, report: Run['report']): Promise<PatchedRenovate> {
  // Before Renovate is imported: it may keep a reference to `spawn`.
  guardGit();
  const internals = await importInternals(root);
  internals['proxy.js'].bootstrap();
  const renovate: PatchedRenovate = { root, internals, run: newRun(report) };
  for (const { apply } of PATCHES) apply(renovate);
  return renovate;
}

/** Runs Renovate on the repository in the working directory. One run at a time. */
export async function runRepository(
  { root, internals, run }: PatchedRenovate,
  request: Request,
): Promise<RenovateResult> {
  begin(run, request);
  const inspection = request.inspect
    ? inspector(internals, root, run, path.join(request.scratch, 'inspect'))
    : undefined;
  const repository = await openRepository(internals, request);
  run.repository = repository;
  const outcome = await plan(internals, run, repository, request, inspection).catch((error: unknown) => {
    return { failure: toFailure(error, run) };
  });
  return RenovateResult.parse({
    version: renovateVersion(root),
    re2: internals['util/regex.js'].regexEngineStatus.type === 'available',
    noRe2: whyNoRe2(internals['util/regex.js'].regexEngineStatus, re2Version(root), process),
    files: [],
    ignoredFiles: [],
    packageFiles: [],
    branches: [],
    customManagers: [],
    checkout: await repository.describe(),
    pins: [...run.pins.values()],
    snapshot: run.recorded,
    inspection: inspection?.found,
    log: run.log,
    all: request.all,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    ...outcome,
  });
}

/** Extraction, lookup, branches and their edits, step by step as in Renovate's own `start` and `renovateRepository`. */
async function plan(
  internals: Internals,
  run: Run,
  repository: Repository,
  { scratch, keep, all }: Request,
  inspection: Inspector | undefined,
) {
  const { GlobalConfig } = internals['config/global.js'];
  const { applySecretsAndVariablesToConfig } = internals['config/secrets.js'];
  const { globalFinalize, globalInitialize } = internals['workers/global/initialize.js'];
  const { parseConfigs } = internals['workers/global/config/parse/index.js'];

  // Renovate does so between repositories.
  internals['util/host-rules.js'].clear();
  // Drops the presets of an earlier run.
  internals['util/cache/memory/index.js'].init();
  const parsed = {
    ...(await parseConfigs(process.env, [process.execPath, 'renovate', '--platform=local'])),
    // Without a token, Renovate looks up nothing on GitHub. The few lookups of a plan need none, a snapshot even less.
    githubTokenWarn: all && run.snapshot === undefined,
  };
  GlobalConfig.set(parsed);
  const global = await globalInitialize(parsed);
  try {
    GlobalConfig.set(global);
    const local = await internals['workers/global/index.js'].getRepositoryConfig(global, repository.name);
    const known = applySecretsAndVariablesToConfig({ config: local, deleteVariables: false, deleteSecrets: false });
    const given = GlobalConfig.set(known);
    await inspection?.configuration();
    const { config, unknown, submodules } = await initRepository(internals, given);
    await readHistory(internals, repository.clone, path.join(scratch, 'no-history'));
    config['defaultBranch'] = config['baseBranch'] = repository.defaultBranch ?? '';
    const { runs, missing, standsFor } = await runBaseBranches(internals, config, repository, { keep, all });
    const current = runs.find(({ name }) => name === standsFor) ?? runs[0];
    if (current !== undefined && inspection !== undefined) {
      // Another one may be checked out: the last base branch.
      await repository.checkOut(current.name ?? '');
      await inspection.effects(current.config, current.extracted);
    }
    const { getFilteredFileList } = internals['workers/repository/extract/file-match.js'];
    const seen = new Set(getFilteredFileList(config, current?.files ?? []));
    const baseBranches = [];
    const packageFiles = [];
    const branches = [];
    for (const one of runs) {
      const { name: baseBranch = null, files, texts } = one;
      baseBranches.push({ name: baseBranch, files, texts, unmatched: await describeUnmatched(internals, run, one) });
      packageFiles.push(...(await describeDependencies(internals, run, one)).map((file) => ({ ...file, baseBranch })));
      branches.push(...(await describeBranches(internals, run, one, scratch, branches.length)));
    }
    return {
      files: current?.files ?? [],
      ignoredFiles: current?.files.filter((file) => !seen.has(file)) ?? [],
      baseBranches,
      missingBranches: missing,
      standsFor: standsFor ?? null,
      usesBaseBranch: /matchBaseBranches|{{{?\s*baseBranch/.test(JSON.stringify(config)),
      detectsCommits: config['semanticCommits'] === 'auto',
      unknownSecrets: unknown,
      clonesSubmodules: submodules,
      packageFiles,
      branches,
      ...(await describeManagers(
        internals,
        run,
        config,
        runs.map((one) => one.packageFiles),
      )),
    };
  } finally {
    await globalFinalize(global);
  }
}

/** Inspects the configuration at two points of a run. The findings are kept if Renovate aborts later. */
interface Inspector {
  found: Inspection | undefined;
  configuration(): Promise<void>;
  effects(config: Config, extracted: PackageFiles): Promise<void>;
}

function inspector(internals: Internals, root: string, run: Run, scratch: string): Inspector {
  let sources: Sources;
  return {
    found: undefined,
    async configuration() {
      const inspected = await inspectConfiguration(internals, root);
      sources = inspected.sources;
      run.sources = Promise.resolve(sources);
      this.found = inspected.inspection;
    },
    async effects(config, extracted) {
      if (this.found === undefined) return;
      const { length } = run.log;
      Object.assign(this.found, await inspectEffects(internals, sources, config, extracted, scratch));
      // Lines about trial builds are not part of the run's log.
      run.log.length = length;
    },
  };
}

/** Renovate's error for an unknown secret. A local run does not have the secrets of the bot. */
const UNKNOWN_SECRET = 'Unknown secrets name';

/** The failure in an error of Renovate, whose message may be a code with the text in other fields. */
function toFailure(error: unknown, { presetFailure }: Run): RenovateResult['failure'] {
  const { message, validationError, validationMessage, err, packageName } = error as {
    message?: string;
    validationError?: string;
    validationMessage?: string;
    err?: Config;
    packageName?: string;
  };
  const host = err === undefined ? undefined : hostOf(err);
  const why =
    presetFailure === undefined ? [validationError, validationMessage, host, err?.['message']] : [presetFailure];
  const words = [message, ...why].filter((word) => word !== undefined);
  const code = validationError === UNKNOWN_SECRET ? 'unknown-secret' : (message ?? '');
  return { code, message: words.join(': '), ...(packageName === undefined ? {} : { packageName }) };
}
