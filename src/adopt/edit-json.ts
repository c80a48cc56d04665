import { type ArrayNode, type ObjectNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { childAt, nameOf } from '../check/position.ts';
import type { Path } from '../manifest/path.ts';

/** A change of JSON, by places in it as it is before. */
export type JsonEdit =
  | { readonly kind: 'remove'; readonly path: Path }
  /** Adds a value behind an array's last one, or before the one at `index`. */
  | { readonly kind: 'insert'; readonly path: Path; readonly value: unknown; readonly index?: number }
  /** Adds a member to an object, before all others but `$schema`. */
  | { readonly kind: 'add'; readonly path: Path; readonly key: string; readonly value: unknown }
  | { readonly kind: 'replace'; readonly path: Path; readonly value: unknown };

/**
 * Makes one change in the text of a JSON file, with or without comments, or JSON5. Everything else stays as it is
 * written; with a removed value go the comments above it.
 *
 * @throws {Error} if the text is not JSON, or has no such place.
 */
export function editJson(text: string, edit: JsonEdit): string {
  const isWindows = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  return isWindows ? editLines(text.replaceAll('\r\n', '\n'), edit).replaceAll('\n', '\r\n') : editLines(text, edit);
}

/** Edits a text whose lines end in `\n`. */
function editLines(text: string, edit: JsonEdit): string {
  const root = parse(text, { mode: 'json5' }).body;
  switch (edit.kind) {
    case 'remove':
      return removeItem(text, root, edit.path);
    case 'insert': {
      const array = find(root, edit.path);
      if (array.type !== 'Array') throw new Error(`${edit.path.join('.')} is no list`);
      return insertItem(text, array, edit.index ?? array.elements.length, (indent) => format(edit.value, indent));
    }
    case 'add': {
      const object = find(root, edit.path);
      if (object.type !== 'Object') throw new Error(`${edit.path.join('.')} is no object`);
      const index = object.members.findIndex((member) => nameOf(member) === '$schema') + 1;
      return insertItem(text, object, index, (indent) => `${JSON.stringify(edit.key)}: ${format(edit.value, indent)}`);
    }
    case 'replace': {
      const { start, end } = rangeOf(find(root, edit.path));
      return text.slice(0, start) + format(edit.value, indentAt(text, start)) + text.slice(end);
    }
  }
}

type Container = ArrayNode | ObjectNode;
type Range = { readonly start: number; readonly end: number };

function itemsOf(container: Container): readonly Range[] {
  return (container.type === 'Array' ? container.elements : container.members).map(rangeOf);
}

function rangeOf({ loc }: { loc: { start: { offset: number }; end: { offset: number } } }): Range {
  return { start: loc.start.offset, end: loc.end.offset };
}

function find(root: ValueNode, path: Path): ValueNode {
  return path.reduce<ValueNode>((node, step) => {
    const next = childAt(node, step);
    if (next === undefined) throw new Error(`there is no ${path.join('.')}`);
    return next;
  }, root);
}

function removeItem(text: string, root: ValueNode, path: Path): string {
  const container = find(root, path.slice(0, -1));
  const step = path.at(-1);
  if (container.type !== 'Array' && container.type !== 'Object') throw new Error(`there is no ${path.join('.')}`);
  const index =
    container.type === 'Array' ? Number(step) : container.members.findLastIndex((member) => nameOf(member) === step);
  const items = itemsOf(container);
  const item = items[index];
  if (item === undefined) throw new Error(`there is no ${path.join('.')}`);
  const before = items[index - 1];
  const comma = skipBlank(text, item.end);
  const hasComma = text[comma] === ',';
  // What is before the first line break belongs to the item before.
  const lead = before === undefined ? rangeOf(container).start + 1 : skipBlank(text, before.end) + 1;
  const from = endOfLine(text, lead, item.start);
  if (index < items.length - 1) return text.slice(0, from) + text.slice(endOfLine(text, comma + 1, Infinity));
  if (before === undefined) {
    return text.slice(0, from) + text.slice(hasComma ? comma + 1 : item.end);
  }
  // The last one: the comma before it goes, or stays as the one behind it was.
  const kept = hasComma ? text.slice(before.end, from) : text.slice(before.end, from).replace(',', '');
  return text.slice(0, before.end) + kept + text.slice(hasComma ? comma + 1 : item.end);
}

function insertItem(text: string, container: Container, index: number, write: (indent: string) => string): string {
  const items = itemsOf(container);
  const { start, end } = rangeOf(container);
  const [first] = items;
  if (first === undefined) {
    const indent = `${indentAt(text, start)}  `;
    const isBare = text.slice(start + 1, end - 1).trim() === '';
    const inner = container.type === 'Array' ? write(indent) : `\n${indent}${write(indent)}\n${indentAt(text, start)}`;
    return isBare
      ? text.slice(0, start + 1) + inner + text.slice(end - 1)
      : `${text.slice(0, end - 1)}${write(indent)}${text.slice(end - 1)}`;
  }
  const isMultiline = text.slice(start, first.start).includes('\n');
  const indent = isMultiline ? indentAt(text, first.start) : '';
  const separator = isMultiline ? `\n${indent}` : ' ';
  const written = write(indentAt(text, first.start));
  const before = items[index - 1];
  if (before === undefined) return `${text.slice(0, first.start)}${written},${separator}${text.slice(first.start)}`;
  const comma = skipBlank(text, before.end);
  if (text[comma] !== ',') return `${text.slice(0, before.end)},${separator}${written}${text.slice(before.end)}`;
  const at = isMultiline ? endOfLine(text, comma + 1, Infinity) : comma + 1;
  return `${text.slice(0, at)}${separator}${written},${text.slice(at)}`;
}

/** The first place from `offset` on that is neither white space nor a comment. */
function skipBlank(text: string, offset: number): number {
  const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = offset;
  blank.exec(text);
  return blank.lastIndex;
}

/** The end of the line if only blanks and comments come up to it, else `offset` itself. */
function endOfLine(text: string, offset: number, limit: number): number {
  const rest = /(?:[^\S\n]|\/\/[^\n]*|\/\*[^\n]*?\*\/)*(?=\n)/y;
  rest.lastIndex = offset;
  return rest.test(text) && rest.lastIndex < limit ? rest.lastIndex : offset;
}

/** The white space that the line of a place starts with. */
function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[^\S\n]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** A value as JSON: short lists of texts on one line, everything else as deep as it is. */
function format(value: unknown, indent: string): string {
  const isShort = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const oneLine = JSON.stringify(value);
  if (isShort && oneLine.length <= 100) return oneLine.replaceAll('","', '", "');
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
