import type { Inspection } from '../renovate/messages.ts';
import type { JsonEdit } from './edit-json.ts';
import { type Dependency, isSysext, type Part, slotOf, step, type Written } from './proposal.ts';

/*
 * The presets' manager calls a sysext by another depName than many a manager of a repository's own: it has the registry
 * in front. A rule with the old name must still match the sysext.
 */

/** A sysext before and after the presets' manager extracts it. */
export interface Renamed {
  readonly before: Dependency;
  readonly now: Dependency;
}

/** The sysexts of `dependencies`, each as it is now. */
export function renamed(dependencies: readonly Dependency[], now: Inspection): Renamed[] {
  const current = Map.groupBy(now.dependencies.filter(isSysext), slotOf);
  return dependencies
    .filter(isSysext)
    .flatMap((before) => (current.get(slotOf(before)) ?? []).map((one) => ({ before, now: one })));
}

/** Renames the entries of `ignoreDeps`, which Renovate compares with depNames. */
export function ignoredParts(before: Inspection, now: Inspection, { ignoreDeps = [] }: Written): Part[] {
  const ignored = renamed(
    before.dependencies.filter(({ depName }) => ignoreDeps.includes(depName)),
    now,
  );
  return ignoreDeps.flatMap((name, index): Part[] => {
    const path = ['ignoreDeps', index];
    const where = `ignoreDeps[${index}]`;
    const names = namesNow(name, ignored).filter((one) => !ignoreDeps.includes(one));
    if (names.length > 0) {
      const why = `the presets' manager calls ${name} ${names.join(', ')}`;
      return [{ step: step('renamed', where, why), edits: renameEdits(path, name, names, now) }];
    }
    const isUsed = now.dependencies.some(({ depName }) => depName === name);
    if (isUsed || !/-sysext$/.test(name)) return [];
    return [
      { step: step('by-hand', where, `${name} is not the depName of a dependency, and has no effect`), edits: [] },
    ];
  });
}

/** The new depNames of what an entry names, where it no longer names them. */
export function namesNow(name: string, sysexts: readonly Renamed[]): string[] {
  const named = sysexts.filter(({ before, now }) => before.depName === name && now.depName !== name);
  return [...new Set(named.map(({ now }) => now.depName))];
}

/** Puts new names in the place of one in a list, or behind it where something else still has that name. */
export function renameEdits(
  path: readonly (string | number)[],
  name: string,
  names: readonly string[],
  { dependencies }: Inspection,
): JsonEdit[] {
  const list = path.slice(0, -1);
  const index = Number(path.at(-1));
  const isUsed = dependencies.some(({ depName }) => depName === name);
  const [first, ...rest] = names;
  const added = (isUsed ? names : rest).map(
    (value): JsonEdit => ({ kind: 'insert', path: list, index: index + 1, value }),
  );
  return isUsed || first === undefined ? added : [...added, { kind: 'replace', path, value: first }];
}
