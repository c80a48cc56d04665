import { type AnyNode, type MemberNode, parse, traverse, type ValueNode } from '@humanwhocodes/momoa';
import type { Path } from '../manifest/path.ts';
import type { Place, Syntax } from './place.ts';

/** A position in a file. */
interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** The path of the value there, if a place in a JSON file is named by a string that it contains. */
  readonly path?: Path;
}

/** Finds places in the text of a file: JSON with or without comments, JSON5, or any other text. */
export type Locate = (place: Place) => Position;

/** @param text of the file; in a file that is not JSON, places are found only by their text. */
export function locator(text: string): Locate {
  let root: ValueNode | undefined;
  try {
    root = parse(text, { mode: 'json5' }).body;
  } catch {
    root = undefined;
  }
  return ({ path, line, text: wanted, invalid }) => {
    if (line !== undefined) return { line, column: 1 };
    const error = invalid === undefined ? undefined : firstError(text, invalid);
    if (error !== undefined) return error;
    if (path !== undefined && root !== undefined) return positionOf(nodeAt(root, path));
    const index = wanted === undefined ? -1 : text.indexOf(wanted);
    const before = text.slice(0, Math.max(index, 0));
    const position = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
    return root === undefined || index === -1 ? position : { ...position, path: pathAt(root, index) };
  };
}

/** The first place at which a text is not valid, or has a name for the second time. */
function firstError(text: string, mode: Syntax): Position | undefined {
  try {
    const root = parse(text, { mode, allowTrailingCommas: mode === 'jsonc' });
    const repeated: ValueNode[] = [];
    traverse(root, { enter: (node) => void repeated.push(...repeatedNames(node as AnyNode)) });
    return repeated[0] && positionOf(repeated[0]);
  } catch (error) {
    const { line, column } = error as Partial<Position>;
    return line === undefined || column === undefined ? undefined : { line, column };
  }
}

function repeatedNames(node: AnyNode): ValueNode[] {
  if (node.type !== 'Object') return [];
  const groups = Map.groupBy(node.members, nameOf);
  return [...groups.values()].flatMap(([, second]) => (second === undefined ? [] : [second.name as ValueNode]));
}

/** The value at a path, or the nearest one above it that exists. */
function nodeAt(root: ValueNode, path: Path): ValueNode {
  let node = root;
  for (const step of path) {
    const next = childAt(node, step);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** The path of the innermost value that contains an offset. */
function pathAt(root: ValueNode, offset: number): Path {
  const path: (string | number)[] = [];
  let node: ValueNode | undefined = root;
  while (node !== undefined) {
    const children = childrenOf(node);
    const child = children.find(({ loc }) => loc.start.offset <= offset && offset < loc.end.offset);
    if (child !== undefined) path.push(child.step);
    node = child?.value;
  }
  return path;
}

interface Child {
  readonly step: string | number;
  readonly value: ValueNode;
  /** The range of the value, with its name in an object. */
  readonly loc: ValueNode['loc'];
}

function childrenOf(node: ValueNode): Child[] {
  if (node.type === 'Array') return node.elements.map(({ value, loc }, step) => ({ step, value, loc }));
  if (node.type !== 'Object') return [];
  return node.members.map((member) => ({ step: nameOf(member), value: member.value, loc: member.loc }));
}

/** The value one step below another. */
export function childAt(node: ValueNode, step: string | number): ValueNode | undefined {
  if (node.type === 'Array') return node.elements[Number(step)]?.value;
  if (node.type !== 'Object') return undefined;
  // As JSON.parse does: the last of equal names counts.
  return node.members.findLast((member) => nameOf(member) === step)?.value;
}

/** The name of an object's member, with or without quotes. */
export function nameOf({ name }: MemberNode): string {
  return name.type === 'String' ? name.value : name.name;
}

function positionOf({ loc }: ValueNode): Position {
  return { line: loc.start.line, column: loc.start.column };
}
