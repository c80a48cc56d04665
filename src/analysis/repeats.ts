import { isAnnotated } from '../manifest/annotations.ts';
import type { Dependency, RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';

/** A dependency that is read from a line which another manager has read already. */
export interface Repeat {
  readonly file: string;
  readonly manager: string;
  readonly dep: Dependency;
  /** The dependency that stands for both. */
  readonly of: Dependency;
}

/**
 * Finds the dependencies that are read twice from annotated lines: by the manager of the annotations, and by one of
 * Renovate's own that reads image references (dockerfile, docker-compose, ...) or by a second custom one.
 */
export function findRepeats({ packageFiles }: Pick<RenovateResult, 'packageFiles'>): Repeat[] {
  const byFile = [
    ...Map.groupBy(packageFiles, ({ packageFile, baseBranch }) => JSON.stringify([packageFile, baseBranch])).values(),
  ];
  return byFile.filter(({ length }) => length > 1).flatMap(repeatsIn);
}

/** @param readings of one file, by each manager that reads it. */
function repeatsIn(readings: RenovateResult['packageFiles']): Repeat[] {
  const claimed = new Set<Dependency>();
  return readings.flatMap((reading) => {
    const others = readings.filter((one) => one !== reading);
    const annotated = reading.deps.filter((dep) => isEditable(dep) && isAnnotated(dep.replaceString ?? ''));
    return annotated.flatMap((of) => {
      if (claimed.has(of)) return [];
      return others.flatMap(({ packageFile: file, manager, deps }): Repeat[] => {
        const dep = deps.find((one) => !claimed.has(one) && isEditable(one) && isSameLine(of, one));
        if (dep === undefined) return [];
        claimed.add(dep);
        return [{ file, manager, dep, of }];
      });
    });
  });
}

/** Whether two dependencies of a file may be the same line: of one sysext, the text of one within that of the other. */
function isSameLine(annotated: Dependency, other: Dependency): boolean {
  const text = annotated.replaceString ?? '';
  const line = text.split(/\r?\n/)[1] ?? '';
  const theirs = (other.replaceString ?? other.currentValue ?? '').trim();
  const isSame = componentName(annotated.packageName ?? '') === componentName(other.packageName ?? '');
  return isSame && theirs !== '' && line.trim() !== '' && (text.includes(theirs) || theirs.includes(line.trim()));
}

/** Dependencies that the configuration disables are not edited. */
function isEditable({ skipReason }: Dependency): boolean {
  return skipReason === undefined;
}
