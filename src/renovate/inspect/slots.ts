import path from 'node:path';
import { componentName } from '../../sysext/component.ts';
import { quote } from '../child/config-values.ts';
import { dependencyContext, fileContext } from '../child/dependency-context.ts';
import { versioningOf } from '../child/offered.ts';
import type { OwnRule, Sources } from '../child/sources.ts';
import type { Config, Internals, RenovateBranch } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import { BUILDS, type Build, slotVersion } from './candidates.ts';
import { findObstacles } from './obstacles.ts';
import { editTrial, rotationOf, type TriedEdits } from './rotation.ts';
import type { Settled } from './rules.ts';
import { createSettingFinder, type FindSetting, type Setting, type Subject } from './settings.ts';
import { INDEX, type Outcome, type Trial, tryBuild } from './trials.ts';

/** The effects of a configuration on sysexts. */
type Slots = Pick<Inspection, 'obstacles' | 'branches' | 'sysexts'>;

type Settings = Slots['sysexts'][number]['settings'];

/** A resolved configuration with its sources and dependencies. */
interface Resolved {
  readonly config: Config;
  readonly sources: Sources;
  readonly own: readonly OwnRule[];
  readonly settled: readonly Settled[];
  readonly scratch: string;
}

/** Tries newer builds of each sysext. */
export async function inspectSlots(
  internals: Internals,
  { config, sources, own, settled, scratch }: Resolved,
): Promise<Slots> {
  const slots = settled.filter(isSysext);
  const sameAs = firstOfSame(slots);
  const trials = {} as Record<Build, Trial>;
  for (const build of BUILDS) trials[build] = await tryBuild(internals, config, slots, build, sameAs);
  const edits = {
    nextRevision: await editTrial(internals, trials.nextRevision, path.join(scratch, 'revision')),
    nextPatch: await editTrial(internals, trials.nextPatch, path.join(scratch, 'patch')),
  };
  const findSetting = createSettingFinder(internals, config, sources, own);
  const subjectAt = memoized(
    (index: number, update?: Config) => subjectOf(internals, config, slots[index], update),
    sameAs,
  );
  const obstacles = await findObstacles(internals, trials, subjectAt, findSetting, settled.length - slots.length);
  const settings: Settings[] = [];
  for (const [index, slot] of slots.entries()) {
    const known = settings[sameAs[index] ?? index];
    settings.push(known ?? (await settingsOf(slot, await subjectAt(index), findSetting)));
  }
  const branches: Slots['branches'] = [];
  for (const build of ['nextRevision', 'nextPatch'] as const) {
    for (const branch of trials[build].branches) {
      const first = Number(branch.upgrades[0]?.[INDEX]);
      const subject = await subjectAt(first, trials[build].outcomes[first]?.updates[0]);
      branches.push(describeBranch(build, branch, await findSetting(subject, 'groupName')));
    }
  }
  const rotation = rotationOf(edits.nextRevision, edits.nextPatch);
  return {
    obstacles: [...obstacles, ...unwritten(edits)],
    branches,
    sysexts: slots.map((slot, index) => ({
      ...describeSlot(internals, slot),
      settings: settings[index] ?? {},
      offers: offersOf(trials, index),
      rotation: rotation(String(slot.file['packageFile']), String(slot.dep['packageName']), currentValueOf(slot)),
    })),
  };
}

/** The fields that locate a dependency, and have no effect on its treatment. */
const PLACE = ['content', 'depIndex', 'fileReplacePosition', 'packageFile', 'packageRules', 'replaceString'];

/** For each slot, the index of the first one with the same settings. */
function firstOfSame(slots: readonly Settled[]): number[] {
  const first = new Map<string, number>();
  return slots.map(({ manager, config }, index) => {
    const set = Object.entries(config).filter(([key]) => !PLACE.includes(key));
    const key = JSON.stringify([manager, set]);
    if (!first.has(key)) first.set(key, index);
    return first.get(key) ?? index;
  });
}

/** Caches subjects: rules treat slots with the same settings in the same way. */
function memoized(
  subjectOf: (slot: number, update?: Config) => Promise<Subject>,
  sameAs: readonly number[],
): (slot: number, update?: Config) => Promise<Subject> {
  const known = new Map<string, Promise<Subject>>();
  return (slot, update) => {
    const key = JSON.stringify([sameAs[slot], update?.['updateType']]);
    const subject = known.get(key) ?? subjectOf(slot, update);
    known.set(key, subject);
    return subject;
  };
}

/** A rule may give a sysext another name. */
function isSysext({ dep, config }: Settled): boolean {
  const names = [dep['packageName'], config['packageName']].map(String);
  return names.some((name) => componentName(name) !== undefined) && slotVersion(dep) !== undefined;
}

function currentValueOf({ dep }: Settled): string {
  return String(dep['currentValue']);
}

/** A slot as package rules see it: before its lookup, or with an update. */
async function subjectOf(
  internals: Internals,
  config: Config,
  slot: Settled | undefined,
  update?: Config,
): Promise<Subject> {
  if (slot === undefined) throw new Error('unknown slot');
  const { manager, file, dep } = slot;
  const known = await dependencyContext(internals, fileContext(internals, config, manager, file), dep);
  return { manager, config: { ...known, ...update } };
}

function describeSlot(
  internals: Internals,
  slot: Settled,
): Omit<Slots['sysexts'][number], 'settings' | 'offers' | 'rotation'> {
  const { file, manager, dep, config } = slot;
  const { packageName, datasource, versioning } = config;
  return {
    file: String(file['packageFile']),
    manager,
    packageName: String(packageName),
    extractedName: String(dep['packageName']),
    currentValue: currentValueOf(slot),
    datasource: String(datasource),
    versioning: typeof versioning === 'string' ? versioning : null,
    enabled: config['enabled'] !== false,
    pinsDigest:
      config['pinDigests'] === true && datasource === 'docker' && slotVersion(dep)?.version.arch === undefined,
    people: [...new Set([config['reviewers'] ?? [], config['assignees'] ?? []].flat(2).map(String))],
    reads: readsValue(internals, config),
  };
}

/** The options that decide on a slot's versions and on its lookup. */
const DECISIVE = [
  'allowedVersions',
  'extractVersion',
  'followTag',
  'ignoreUnstable',
  'maxMajorIncrement',
  'overrideDatasource',
  'overridePackageName',
  'registryUrls',
  'versionCompatibility',
  'versioning',
];

/** Where the decisive options are set. Fields that a manager extracts are not settings. */
async function settingsOf({ config }: Settled, subject: Subject, findSetting: FindSetting): Promise<Settings> {
  const settings: Settings = {};
  for (const option of DECISIVE) {
    const setting = await findSetting(subject, option);
    if (setting.path !== null) settings[option] = { ...setting, value: quote(config[option]) };
  }
  return settings;
}

/** How the versioning parses the value: a pattern that does not compile parses none. */
function readsValue(internals: Internals, config: Config): Slots['sysexts'][number]['reads'] {
  const versioning = versioningOf(internals, config);
  const value = String(config['currentValue']);
  if (versioning?.isValid(value) !== true) return 'invalid';
  return versioning.isStable(value) ? 'stable' : 'unstable';
}

function offersOf(trials: Readonly<Record<Build, Trial>>, slot: number): Slots['sysexts'][number]['offers'] {
  const of = <T>(build: Build, verdict: (outcome: Outcome) => T): T | null => {
    const outcome = trials[build].outcomes[slot];
    if (outcome === undefined || outcome.failure !== undefined || outcome.dep['skipReason'] !== undefined) return null;
    return verdict(outcome);
  };
  const found = (build: Build) => of(build, ({ updates }) => updates.length > 0);
  // A required approval is a decision of the repository.
  const proposed = (build: Build) =>
    of(build, ({ branch }) => branch !== undefined && !branch['dependencyDashboardApproval']);
  return {
    nextRevision: found('nextRevision'),
    tenthRevision: found('tenthRevision'),
    nextPatch: found('nextPatch'),
    patchOfOtherRevision: found('patchOfOtherRevision'),
    olderRevision: proposed('olderRevision'),
    otherDistro: proposed('otherDistro'),
    nextMinor: proposed('nextMinor'),
    prerelease: proposed('prerelease'),
  };
}

type WantedBuild = Slots['branches'][number]['build'];

function describeBranch(build: WantedBuild, branch: RenovateBranch, grouped: Setting): Slots['branches'][number] {
  const names = branch.upgrades.map(({ groupName }) => (typeof groupName === 'string' ? groupName : null));
  return {
    build,
    name: String(branch['branchName']),
    title: String(branch['prTitle']),
    groups: [...new Set(names)].sort(),
    grouped,
    owners: ownersOf(branch),
    slots: branch.upgrades.map((upgrade) => Number(upgrade[INDEX])).sort((a, b) => a - b),
  };
}

function ownersOf(branch: Config): string[] {
  const people = ['reviewers', 'additionalReviewers', 'assignees'].flatMap((option) => [branch[option] ?? []].flat());
  return [...new Set(people.map(String))].sort();
}

/** The slots whose new value Renovate could not write into the file. */
function unwritten(edits: Readonly<Record<WantedBuild, TriedEdits>>): Slots['obstacles'] {
  const builds = (['nextRevision', 'nextPatch'] as const).filter((build) => edits[build].failed.length > 0);
  const slots = [...new Set(builds.flatMap((build) => edits[build].failed))];
  if (slots.length === 0) return [];
  const option = 'autoReplaceStringTemplate';
  const setting = { path: null, preset: null };
  return [{ stop: 'no-edit', option, value: null, detail: null, setting, slots, builds }];
}
