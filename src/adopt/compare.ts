import type { Analysis } from '../analysis/analyze.ts';
import type { PullRequest } from '../analysis/schema.ts';
import { isOurs } from '../presets/names.ts';
import type { Dependency as Extracted, Inspection } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { type Dependency, isSysext, slotOf } from './proposal.ts';
import type { Adoption } from './schema.ts';

/** Compares the pull requests of two analyses by their branches. */
export function comparePlans(
  before: Pick<Analysis, 'pullRequests'>,
  after: Pick<Analysis, 'pullRequests'>,
): Adoption['pullRequests'] {
  const old = new Map(before.pullRequests.map((one) => [one.branch, one]));
  const now = new Map(after.pullRequests.map((one) => [one.branch, one]));
  const both = after.pullRequests.flatMap((one) => {
    const earlier = old.get(one.branch);
    return earlier === undefined ? [] : [{ before: earlier, after: one }];
  });
  const change = both.filter((pair) => !isSame(pair.before, pair.after));
  return {
    appear: after.pullRequests.filter(({ branch }) => !old.has(branch)),
    go: before.pullRequests.filter(({ branch }) => !now.has(branch)),
    change,
    stay: both.length - change.length,
  };
}

function isSame(a: PullRequest, b: PullRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Other dependencies for which the configuration sets something else than before, or that it did not have before. */
export function changedOthers(before: Inspection, after: Inspection): string[] {
  const slots = new Set([...before.dependencies, ...after.dependencies].filter(isSysext).map(placeOf));
  const digests = (inspection: Inspection) => {
    const others = inspection.dependencies.filter((one) => !slots.has(placeOf(one)) && !isOwnPreset(one, after));
    const groups = Map.groupBy(others, ({ file, packageName, currentValue }) =>
      `${file}: ${packageName} ${currentValue}`.trim(),
    );
    return new Map([...groups].map(([key, all]) => [key, JSON.stringify(all.map(({ digest }) => digest))]));
  };
  const [old, now] = [digests(before), digests(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((key) => old.get(key) !== now.get(key)).sort();
}

function placeOf({ file, packageName }: Dependency): string {
  return `${file} ${packageName}`;
}

/** The presets themselves, whose tag Renovate bumps in the configuration. */
function isOwnPreset({ file, packageName }: Dependency, { file: config }: Inspection): boolean {
  return file === config && isOurs(`github>${packageName}`);
}

/** Reasons of the configuration for which a dependency is not bumped. */
const HOLDS = ['ignored', 'disabled', 'package-rules'];

/** Sysexts that the configuration held, and holds no longer. */
export function letLoose(before: Analysis, after: Analysis): string[] {
  const held = (analysis: Analysis) => {
    const extracted = sysextsOf(analysis);
    const open = new Set(extracted.filter(({ dep }) => !HOLDS.includes(dep.skipReason ?? '')).map(({ slot }) => slot));
    return extracted.filter(({ slot }) => !open.has(slot));
  };
  const still = new Set(held(after).map(({ slot }) => slot));
  const extracted = new Set(sysextsOf(after).map(({ slot }) => slot));
  const loose = held(before).filter(({ slot }) => extracted.has(slot) && !still.has(slot));
  const messages = loose.map(({ file, dep }) => {
    const { packageName = '', currentValue, skipReason } = dep;
    return `${file}: ${packageName} ${currentValue} is ${skipReason} now, and would be bumped`;
  });
  return [...new Set(messages)];
}

function sysextsOf({ answer }: Analysis): { slot: string; file: string; dep: Extracted }[] {
  return answer.packageFiles.flatMap(({ packageFile: file, deps }) =>
    deps.flatMap((dep) => {
      const { packageName = '', currentValue } = dep;
      if (componentName(packageName) === undefined) return [];
      return [{ slot: slotOf({ file, packageName, currentValue: currentValue ?? '' }), file, dep }];
    }),
  );
}
