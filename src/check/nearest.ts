/** A name this far away is another one. */
const MAX_DISTANCE = 2;

/** The known name that a misspelled one is most likely meant as. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((one) => ({ one, distance: editDistance(name, one) }))
    .filter(({ one, distance }) => distance <= MAX_DISTANCE && distance < one.length / 2);
  return near.sort((a, b) => a.distance - b.distance)[0]?.one;
}

/** How many characters have to be added, removed or replaced (Levenshtein). */
export function editDistance(from: string, to: string): number {
  // Longer texts cannot be near, and would take long.
  if (Math.abs(from.length - to.length) > MAX_DISTANCE) return Infinity;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
