import type { Found } from './lint.ts';

/** One finding for all slots of a file of which the same is to be said. */
export function mergeSlots(all: readonly Found[]): Found[] {
  const groups = Map.groupBy(all, ({ place, slots, ...rest }) =>
    slots === undefined ? Symbol() : JSON.stringify([place.file, rest]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const slots = [...new Set(group.flatMap((one) => one.slots ?? []))].join(', ');
    return [{ ...first, message: slots === '' ? first.message : `${slots}: ${first.message}` }];
  });
}
