import type { Config, Internals, PackageFiles, RenovateBranch, RenovateUpgrade } from '../internals.ts';
import { withTrialBuilds } from '../patches/publish-trial-builds.ts';
import { type Build, candidateFor, GROUPED, LOOKUP_ONLY, slotVersion } from './candidates.ts';

/*
 * Runs Renovate's own lookup and branches with trial builds, which no registry has: the effect of the configuration on
 * a newer build shows before one is published. No registry is queried.
 */

/** A dependency that is tried. */
export interface Tried {
  readonly manager: string;
  /** The package file that it was extracted from. */
  readonly file: PackageFiles[string][number];
  readonly dep: Config;
}

/** The outcome of a trial build for one dependency. */
export interface Outcome {
  /** The dependency after its lookup. */
  readonly dep: Config;
  /** The updates of the version that the lookup found. */
  readonly updates: readonly Config[];
  /** Why Renovate would abort, and the option that causes it. */
  readonly failure: Failure | undefined;
  /** The update in a branch; `undefined` if a rule disables it. */
  readonly upgrade: RenovateUpgrade | undefined;
  readonly branch: RenovateBranch | undefined;
}

/** An error by which Renovate aborts, with the option that it comes from. */
interface Failure {
  readonly option: 'allowedVersions' | 'branchName';
  readonly message: string;
}

/** One trial build for each dependency, all published at once. */
export interface Trial {
  /** In the order of the dependencies; `undefined` for one that cannot have the build. */
  readonly outcomes: readonly (Outcome | undefined)[];
  readonly branches: readonly RenovateBranch[];
}

/** The key of a dependency's index, by which it is found in a branch. */
export const INDEX = 'aks-sysext-index';

/**
 * Runs Renovate with a trial build of every dependency.
 *
 * @param config the resolved configuration.
 * @param sameAs for each dependency, the index of the first one with the same settings.
 */
export async function tryBuild(
  internals: Internals,
  config: Config,
  all: readonly Tried[],
  build: Build,
  sameAs: readonly number[],
): Promise<Trial> {
  // Vulnerabilities are not inspected.
  const quiet = { ...config, osvVulnerabilityAlerts: false };
  return withTrialBuilds(internals, async (publish) => {
    const found: (Looked | undefined)[] = [];
    for (const [index, { manager, file, dep }] of all.entries()) {
      const version = slotVersion(dep);
      const candidate = version && candidateFor(version, build);
      const first = sameAs[index] ?? index;
      const own = { ...dep, currentValue: candidate?.currentValue, [INDEX]: index };
      const known = first < index ? found[first] : undefined;
      if (candidate === undefined) found.push(undefined);
      else if (known !== undefined) found.push({ ...known, dep: { ...known.dep, ...own } });
      else {
        publish(candidate.releases);
        found.push(await lookUp(internals, quiet, manager, file, own));
      }
    }
    const isGrouped = GROUPED.includes(build);
    const chosen = isGrouped ? found : found.filter((_, index) => sameAs[index] === index);
    const { branches, failure } = LOOKUP_ONLY.includes(build)
      ? NO_BRANCHES
      : await toBranches(internals, quiet, all, chosen);
    const placed = new Map(
      branches.flatMap((branch) =>
        branch.upgrades.filter(changesVersion).map((upgrade) => [upgrade[INDEX], { upgrade, branch }]),
      ),
    );
    const outcomes = found.map((one, index): Outcome | undefined => {
      if (one === undefined) return undefined;
      const { upgrade, branch } = placed.get(isGrouped ? index : (sameAs[index] ?? index)) ?? {};
      const updates = ((one.dep['updates'] ?? []) as Config[]).filter((update) =>
        changesVersion({ ...one.dep, ...update }),
      );
      // A branch that cannot be created prevents the others.
      return { ...one, failure: one.failure ?? (updates.length > 0 ? failure : undefined), updates, upgrade, branch };
    });
    return { outcomes, branches };
  });
}

interface Branches {
  readonly branches: readonly RenovateBranch[];
  readonly failure: Failure | undefined;
}

const NO_BRANCHES: Branches = { branches: [], failure: undefined };

/** A dependency after a lookup. */
type Looked = Pick<Outcome, 'dep' | 'failure'>;

/** Whether an update changes the version: pinning a digest is an update, too. */
function changesVersion({ newValue, currentValue }: Config): boolean {
  return newValue !== undefined && newValue !== currentValue;
}

async function lookUp(
  internals: Internals,
  config: Config,
  manager: string,
  file: Tried['file'],
  dep: Config,
): Promise<Looked> {
  const packageFile = { ...file, deps: [dep] };
  try {
    await internals['workers/repository/process/fetch.js'].fetchUpdates(config, { [manager]: [packageFile] });
    return { dep: packageFile.deps[0] ?? dep, failure: undefined };
  } catch (error) {
    return { dep: { ...dep, updates: [] }, failure: failureOf(error, 'allowedVersions') };
  }
}

function failureOf(error: unknown, option: Failure['option']): Failure {
  const { message, validationMessage } = error as { message: string; validationMessage?: string };
  return { option, message: validationMessage ?? message };
}

/**
 * The branches of the updates, in Renovate's order. The other dependencies of a file keep their index, without updates.
 */
async function toBranches(
  internals: Internals,
  config: Config,
  all: readonly Tried[],
  found: readonly (Looked | undefined)[],
): Promise<Branches> {
  const looked = new Map(
    found.flatMap((one) => (one === undefined ? [] : [[all[Number(one.dep[INDEX])]?.dep, one.dep]])),
  );
  const packageFiles: PackageFiles = {};
  for (const { manager, file } of new Map(all.map((one) => [one.file, one])).values()) {
    const deps = file.deps.map((dep) => looked.get(dep) ?? { replaceString: dep['replaceString'], updates: [] });
    packageFiles[manager] = [...(packageFiles[manager] ?? []), { ...file, deps }];
  }
  try {
    const { branchifyUpgrades } = internals['workers/repository/updates/branchify.js'];
    const { branches } = await branchifyUpgrades(config, packageFiles);
    internals['workers/repository/process/sort.js'].sortBranches(branches);
    return { branches, failure: undefined };
  } catch (error) {
    return { branches: [], failure: failureOf(error, 'branchName') };
  }
}
