import type { Answer, Dependency } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import { parseVersion, type SysextVersion } from '../sysext/tag.ts';

/** A dependency that is a sysext, with what its value says. */
export interface SysextDependency {
  readonly file: string;
  readonly dep: Dependency;
  readonly repository: string;
  readonly component: string;
  readonly from: string;
  /** Taken apart; `undefined` for a value without revision and distro, or of another grammar. */
  readonly version: SysextVersion | undefined;
  /** `1.34` */
  readonly minor: string | null;
}

/** The dependencies that are sysexts, in the order of the files. */
export function sysextDependencies({ packageFiles }: Answer): SysextDependency[] {
  return packageFiles.flatMap(({ packageFile, deps }) =>
    deps.flatMap((dep) => {
      const repository = dep.packageName ?? '';
      const component = componentName(repository);
      if (component === undefined) return [];
      const from = dep.currentValue ?? '';
      return [
        { file: packageFile, dep, repository, component, from, version: parseVersion(from), minor: minorOf(from) },
      ];
    }),
  );
}

/** `1.34` for `v1.34.10-1-azlinux3` and for `v1.34.10`; `null` for what is no version. */
export function minorOf(value: string): string | null {
  return /^v?(\d+\.\d+)\.\d/.exec(value)?.[1] ?? null;
}

/** `kubelet 1.34`, with the arch where the value has one: a slot's name for people. */
export function slotName(component: string, value: string): string {
  return [component, minorOf(value), parseVersion(value)?.arch].filter((part) => part != null).join(' ');
}
