const TOKENS = /[A-Za-z]+|\d+|[^A-Za-z\d]/gu;

/** Two texts, split into their common start and end, and the parts that differ. */
export interface Changed {
  readonly head: string;
  readonly before: string;
  readonly after: string;
  readonly tail: string;
}

/** Finds the part that changed, in complete words and numbers: `8` and `18` of `.8-1` and `.18-1`. */
export function changedPart(before: string, after: string): Changed {
  const a = before.match(TOKENS) ?? [];
  const b = after.match(TOKENS) ?? [];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < most - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return {
    head: a.slice(0, head).join(''),
    before: a.slice(head, a.length - tail).join(''),
    after: b.slice(head, b.length - tail).join(''),
    tail: a.slice(a.length - tail).join(''),
  };
}
