import type { Path } from './path.ts';

/** A value in a JSON document, with the way to it. */
export interface Visit {
  readonly value: unknown;
  /** The key or index in `parent`; `undefined` for the document itself. */
  readonly key: string | number | undefined;
  readonly parent: Visit | undefined;
}

/** Visits every value of a JSON document in order, the document first. It does not recurse: a file may nest to any depth. */
export function* walk(root: unknown): Generator<Visit> {
  const stack: Visit[] = [{ value: root, key: undefined, parent: undefined }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    yield visit;
    const { value } = visit;
    if (typeof value !== 'object' || value === null) continue;
    const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    for (const [key, child] of children.reverse()) stack.push({ value: child, key, parent: visit });
  }
}

/** Builds the path of a visited value. */
export function pathOf(visit: Visit): Path {
  const path: (string | number)[] = [];
  for (let at: Visit | undefined = visit; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}
