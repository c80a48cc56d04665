import { componentName } from '../../sysext/component.ts';
import type { Config, Dep, Extracted, Internals, PackageFiles, RenovateBranch } from '../internals.ts';
import { NOT_LOOKED_UP } from '../messages.ts';
import { candidatesOf, identify } from './before-lookup.ts';
import { findBranchMates } from './branch-mates.ts';

/*
 * A plan is about sysexts. Other lookups take time and query hosts that may not respond, and one such host aborts
 * Renovate's run of the whole repository.
 */

/**
 * Looks up dependencies, by Renovate's own code, and sorts their updates into branches.
 *
 * @param config that of the repository, or of a base branch.
 * @param packageFiles as Renovate's `extract` gives them; what is found is written into them.
 * @param all whether every dependency is looked up. Otherwise only sysexts and the other members of their branches are:
 *   the branches are then those of sysexts, and every other dependency has the skip reason {@link NOT_LOOKED_UP}.
 */
export async function lookUpDependencies(
  internals: Internals,
  config: Config,
  packageFiles: PackageFiles,
  all: boolean,
): Promise<Extracted> {
  // With this, a host that does not respond is a warning of the dependency, and not the end of the run.
  const lenient = { ...config, repoIsOnboarded: false };
  if (all) return internals['workers/repository/process/extract-update.js'].lookup(lenient, packageFiles);
  return { packageFiles, branches: await lookUpSysexts(internals, lenient, packageFiles) };
}

async function lookUpSysexts(
  internals: Internals,
  config: Config,
  packageFiles: PackageFiles,
): Promise<RenovateBranch[]> {
  const candidates = candidatesOf(internals, config, packageFiles);
  for (const { dep } of candidates) dep.updates = [];
  const sysexts = new Set<Dep>();
  for (const one of candidates) if ((await identify(internals, one)).names.some(isSysext)) sysexts.add(one.dep);

  await lookUp(internals, config, packageFiles, sysexts);
  const { flattenUpdates } = internals['workers/repository/updates/flatten.js'];
  const flattened = await flattenUpdates(config, filesWith(packageFiles, sysexts));
  const upgrades = flattened.filter(({ updateType }) => updateType !== 'lockFileMaintenance');
  const names = new Set(upgrades.map(({ branchName }) => branchName));

  const others = candidates.filter(({ dep }) => !sysexts.has(dep));
  const mates = await findBranchMates(internals, others, upgrades);
  await lookUp(internals, config, packageFiles, mates);
  const { branchifyUpgrades } = internals['workers/repository/updates/branchify.js'];
  const { branches } = await branchifyUpgrades(config, filesWith(packageFiles, new Set([...sysexts, ...mates])));
  for (const { dep } of others) if (!mates.has(dep) || isElsewhere(dep, names)) leaveOut(dep);
  const own = branches.filter(({ branchName }) => names.has(branchName));
  internals['workers/repository/process/sort.js'].sortBranches(own);
  return own;
}

function isSysext(name: string): boolean {
  return componentName(name) !== undefined;
}

/** Looks up some dependencies, by Renovate's own code, and writes into each what was found. */
async function lookUp(internals: Internals, config: Config, packageFiles: PackageFiles, wanted: ReadonlySet<Dep>) {
  const files = Object.entries(filesWith(packageFiles, wanted)).map(([manager, files]) => {
    return [manager, files.map((file) => ({ ...file, deps: file.deps.filter((dep) => wanted.has(dep)) }))] as const;
  });
  const places = files.flatMap(([, own]) => own.flatMap(({ deps }) => deps));
  await internals['workers/repository/process/fetch.js'].fetchUpdates(config, Object.fromEntries(files));
  const found = files.flatMap(([, own]) => own.flatMap(({ deps }) => deps));
  for (const [index, dep] of places.entries()) {
    delete dep['skipReason'];
    Object.assign(dep, found[index]);
  }
}

/** The files that hold one of the dependencies, complete. */
function filesWith(packageFiles: PackageFiles, wanted: ReadonlySet<Dep>): PackageFiles {
  const files = Object.entries(packageFiles).map(([manager, own]) => {
    return [manager, own.filter(({ deps }) => deps.some((dep) => wanted.has(dep)))] as const;
  });
  return Object.fromEntries(files.filter(([, own]) => own.length > 0));
}

/** Whether all updates of a dependency are in other branches. */
function isElsewhere({ updates = [] }: Dep, names: ReadonlySet<unknown>): boolean {
  return updates.length > 0 && !updates.some(({ branchName }) => names.has(branchName));
}

function leaveOut(dep: Dep): void {
  dep.updates = [];
  dep['skipReason'] ??= NOT_LOOKED_UP;
}
