import fc from 'fast-check';

/** Texts that are `text` with some edits: pieces taken out, doubled or put in, ends cut off. */
export function broken(text: string): fc.Arbitrary<string> {
  const insert = fc.oneof(
    fc.constantFrom(
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      'null',
      '1e999',
      '-0',
      '\u0000',
      '\n',
      '\u2028',
      '\ud800',
      '\ufeff',
    ),
    fc.constantFrom('"__proto__":{},', '"renovateTag":7,', '<DO_NOT_UPDATE>', '-sysext', '\u001b[2J', '\u202e'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const edit = fc.record({ at: fc.nat(text.length), remove: fc.nat(8), copy: fc.nat(30), insert });
  return fc.array(edit, { minLength: 1, maxLength: 4 }).map((edits) =>
    edits.reduce((all, { at, remove, copy, insert: put }) => {
      const piece = all.slice(at, at + copy);
      return all.slice(0, at) + put + (copy % 3 === 0 ? piece : '') + all.slice(at + remove);
    }, text),
  );
}

/** JSON values that are `value` with one of the values in it exchanged for another, of whatever type. */
export function mistyped(value: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, '', [], {}, 0, -1, true, 'constructor'));
  return fc.tuple(fc.nat(1000), other).map(([at, put]) => {
    const places = count(value);
    return exchange(value, { left: at % places }, put);
  });
}

function count(value: unknown): number {
  return 1 + children(value).reduce((sum, [, child]) => sum + count(child), 0);
}

/** @param at `left`: how many values to leave as they are. */
function exchange(value: unknown, at: { left: number }, put: unknown): unknown {
  if (at.left-- === 0) return put;
  if (Array.isArray(value)) return value.map((child) => exchange(child, at, put));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, exchange(child, at, put)]));
}

function children(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** `text` so deep in JSON arrays and objects that nothing recursive gets to it. */
export function nested(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.constantFrom(10, 1000, 20_000))
    .map(([[open = '', close = ''], depth]) => open.repeat(depth) + text + close.repeat(depth));
}
