import type { Path } from './path.ts';

/** A value inside of a JSON value, and the way to it. */
export interface Visit {
  readonly value: unknown;
  /** The key or index in `parent`; none at the top. */
  readonly key: string | number | undefined;
  readonly parent: Visit | undefined;
}

/** Every value in a JSON value, itself first, in order. Keeps its own stack: depth is in the file's hands. */
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

/** The place of a value that was visited. */
export function pathOf(visit: Visit): Path {
  const path: (string | number)[] = [];
  for (let at: Visit | undefined = visit; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}
