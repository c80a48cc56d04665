import { distroLookedFor } from '../presets/parts/managers.ts';
import type { Dependency, RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { parseVersion, type SysextVersion } from '../sysext/tag.ts';
import { findRepeats } from './repeats.ts';

/** A dependency that is a sysext, with what its value says. */
export interface SysextDependency {
  readonly file: string;
  /** The branch whose file it is. */
  readonly baseBranch: string | null;
  /** For people. */
  readonly name: string;
  readonly dep: Dependency;
  readonly repository: string;
  readonly component: string;
  readonly from: string;
  /** What its bumps stay on; `null` for a value of another grammar. */
  readonly distro: string | null;
  /** `1.34` */
  readonly minor: string | null;
}

/** The dependencies that are sysexts, in the order of the files. A line that is read twice counts once. */
export function sysextDependencies(answer: RenovateResult): SysextDependency[] {
  const { packageFiles, baseBranches } = answer;
  const repeats = new Set(findRepeats(answer).map(({ dep }) => dep));
  return packageFiles.flatMap(({ packageFile, baseBranch, deps }) =>
    deps.flatMap((dep) => {
      if (repeats.has(dep)) return [];
      const repository = dep.packageName ?? '';
      const component = componentName(repository);
      if (component === undefined) return [];
      const from = dep.currentValue ?? '';
      const distro = parseVersion(from)?.distro ?? distroLookedFor(dep.extractVersion ?? '') ?? null;
      const name = slotName(component, from, baseBranches.length > 1 ? baseBranch : null);
      return [{ file: packageFile, baseBranch, name, dep, repository, component, from, distro, minor: minorOf(from) }];
    }),
  );
}

/** What a value without a revision has for one. */
export const NEWEST_REVISION = Number.MAX_SAFE_INTEGER;

/**
 * The version that a slot's value stands for. One without revision and distro stands for the newest revision of the
 * distro that its slot is bumped for: it is resolved when the image is built.
 */
export function versionOf(value: string, { distro }: SysextDependency): SysextVersion | undefined {
  const revisionless = distro === null ? value : `${value}-${NEWEST_REVISION}-${distro}`;
  return parseVersion(value) ?? parseVersion(revisionless);
}

/** `1.34` for `v1.34.10-1-azlinux3` and for `v1.34.10`; `null` for what is no version. */
export function minorOf(value: string): string | null {
  return /^v?(\d+\.\d+)\.\d/.exec(value)?.[1] ?? null;
}

/**
 * A slot's name for people: `kubelet 1.34`, with the arch where the value has one.
 *
 * @param baseBranch the branch that it is in, where there are several.
 */
export function slotName(component: string, value: string, baseBranch: string | null): string {
  const name = [component, minorOf(value), parseVersion(value)?.arch].filter((part) => part != null).join(' ');
  return baseBranch === null ? name : `${name} on ${baseBranch}`;
}
