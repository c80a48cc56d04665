import { distroOfType } from '../presets/parts/managers.ts';
import type { Dependency, RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { leadingMinor } from '../sysext/release.ts';
import { parseVersion } from '../sysext/tag.ts';
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
  /** The distro that its bumps stay on; `null` for a value with another grammar. */
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
      const distro = parseVersion(from)?.distro ?? distroOfType(dep.depType) ?? null;
      const name = slotName(component, from, baseBranches.length > 1 ? baseBranch : null);
      return [
        {
          file: packageFile,
          baseBranch,
          name,
          dep,
          repository,
          component,
          from,
          distro,
          minor: leadingMinor(from) ?? null,
        },
      ];
    }),
  );
}

/**
 * A slot's name for people: `kubelet 1.34`, with the arch where the value has one.
 *
 * @param baseBranch the branch that it is in, where there are several.
 */
export function slotName(component: string, value: string, baseBranch: string | null): string {
  const name = [component, leadingMinor(value), parseVersion(value)?.arch]
    .filter((part) => part !== undefined)
    .join(' ');
  return baseBranch === null ? name : `${name} on ${baseBranch}`;
}
