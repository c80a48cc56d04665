import type { Config, Internals, PackageFiles, RenovateBranch, RenovateUpgrade } from '../internals.ts';
import { withTrialBuilds } from '../patches/publish-trial-builds.ts';
import { type Build, candidateFor, GROUPED, LOOKUP_ONLY, slotVersion } from './candidates.ts';

/*
 * Made-up builds, put through Renovate's own lookup and branches: what becomes of a newer build shows before a registry
 * has one. No registry is asked.
 */

/** A dependency that is tried. */
export interface Tried {
  readonly manager: string;
  /** The package file that it was extracted from. */
  readonly file: PackageFiles[string][number];
  readonly dep: Config;
}

/** What becomes of a made-up build for one dependency. */
export interface Outcome {
  /** The dependency after its lookup. */
  readonly dep: Config;
  /** The updates of the version that the lookup found. */
  readonly updates: readonly Config[];
  /** Why Renovate would abort, and the option that is to blame. */
  readonly failure: Failure | undefined;
  /** The update in a branch; none where a rule disables it. */
  readonly upgrade: RenovateUpgrade | undefined;
  readonly branch: RenovateBranch | undefined;
}

/** An error by which Renovate aborts, with the option that it comes from. */
export interface Failure {
  readonly option: 'allowedVersions' | 'branchName';
  readonly message: string;
}

/** One made-up build for each dependency, all published at once. */
export interface Trial {
  /** In the order of the dependencies; `undefined` for one that the build cannot be made up for. */
  readonly outcomes: readonly (Outcome | undefined)[];
  readonly branches: readonly RenovateBranch[];
}

/** A key that a dependency is found again by in a branch: its index. */
export const INDEX = 'aks-sysext-index';

/**
 * Puts a made-up build of every dependency through Renovate.
 *
 * @param config the resolved configuration.
 * @param sameAs for each dependency, the index of the first one that Renovate treats in the same way.
 */
export async function tryBuild(
  internals: Internals,
  config: Config,
  all: readonly Tried[],
  build: Build,
  sameAs: readonly number[],
): Promise<Trial> {
  // These are looked up elsewhere.
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
      // A branch that cannot be made stops the others, too.
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

/** A digest that is pinned is an update, too. */
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

/** The branches of the updates that were found, in Renovate's order. The other dependencies of a file keep their places, without updates. */
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
