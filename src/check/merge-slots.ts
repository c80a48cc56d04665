import type { Found } from './lint.ts';

/** Merges findings of a file that differ only in their slots. */
export function mergeSlots(all: readonly Found[]): Found[] {
  const groups = Map.groupBy(all, ({ place, slots, package: _, ...rest }) =>
    slots === undefined ? Symbol() : JSON.stringify([place.file, rest]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const slots = [...new Set(group.flatMap((one) => one.slots ?? []))].join(', ');
    const isOfOne = group.every((one) => one.package === first.package);
    const message = slots === '' ? first.message : `${slots}: ${first.message}`;
    return [{ ...first, message, ...(isOfOne ? {} : { package: null }) }];
  });
}
