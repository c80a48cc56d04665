import { evaluate, parse } from '@humanwhocodes/momoa';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editJson, type JsonEdit } from '../../src/adopt/edit-json.ts';

const CASES: readonly { name: string; text: string; edit: JsonEdit; after: string }[] = [
  {
    name: 'the first of a list goes, with the comment above it',
    text: '[\n  // about a\n  "a", // behind a\n  "b"\n]',
    edit: { kind: 'remove', path: [0] },
    after: '[\n  "b"\n]',
  },
  {
    name: 'the last of a list goes, and what is said of the one before stays',
    text: '[\n  "a", // behind a\n  /* about b */\n  "b"\n]',
    edit: { kind: 'remove', path: [1] },
    after: '[\n  "a" // behind a\n]',
  },
  {
    name: 'a comma behind the last one stays',
    text: '[\n  "a",\n  "b",\n]',
    edit: { kind: 'remove', path: [1] },
    after: '[\n  "a",\n]',
  },
  {
    name: 'the only one of a list goes',
    text: '{"x": ["a"]}',
    edit: { kind: 'remove', path: ['x', 0] },
    after: '{"x": []}',
  },
  {
    name: 'one in the middle of a line goes',
    text: '["a", "b", "c"]',
    edit: { kind: 'remove', path: [1] },
    after: '["a", "c"]',
  },
  {
    name: 'a member goes',
    text: "{\n\ta: 1,\n\t'b': 2,\n\tc: 3\n}",
    edit: { kind: 'remove', path: ['b'] },
    after: '{\n\ta: 1,\n\tc: 3\n}',
  },
  {
    name: 'a value is added to a list, as the others stand',
    text: '{\n    "extends": [\n        "a"\n    ]\n}',
    edit: { kind: 'insert', path: ['extends'], value: 'b' },
    after: '{\n    "extends": [\n        "a",\n        "b"\n    ]\n}',
  },
  {
    name: 'on one line',
    text: '{"extends": ["a"]}',
    edit: { kind: 'insert', path: ['extends'], value: 'b' },
    after: '{"extends": ["a", "b"]}',
  },
  {
    name: 'behind a last comma',
    text: '[\n  "a", // last\n]',
    edit: { kind: 'insert', path: [], value: 'b' },
    after: '[\n  "a", // last\n  "b",\n]',
  },
  {
    name: 'into an empty list',
    text: '{"extends": []}',
    edit: { kind: 'insert', path: ['extends'], value: 'b' },
    after: '{"extends": ["b"]}',
  },
  {
    name: 'between two',
    text: '[\n  {},\n  []\n]',
    edit: { kind: 'insert', path: [], index: 1, value: { a: 1 } },
    after: '[\n  {},\n  {\n    "a": 1\n  },\n  []\n]',
  },
  {
    name: 'a member is added behind $schema',
    text: '{\n  "$schema": "x",\n  "labels": []\n}',
    edit: { kind: 'add', path: [], key: 'extends', value: ['a'] },
    after: '{\n  "$schema": "x",\n  "extends": ["a"],\n  "labels": []\n}',
  },
  {
    name: 'to an empty object',
    text: '{}',
    edit: { kind: 'add', path: [], key: 'extends', value: ['a'] },
    after: '{\n  "extends": ["a"]\n}',
  },
  {
    name: 'a value is replaced',
    text: '{ a: [1, /* two */ 2] }',
    edit: { kind: 'replace', path: ['a', 0], value: 'x' },
    after: '{ a: ["x", /* two */ 2] }',
  },
];

test.each(CASES.filter(({ text }) => text.includes('\n')))('$name, with Windows line ends', ({ text, edit, after }) => {
  expect(editJson(text.replaceAll('\n', '\r\n'), edit)).toBe(after.replaceAll('\n', '\r\n'));
});

test.each(CASES)('$name', ({ text, edit, after }) => {
  expect(editJson(text, edit)).toBe(after);
});

test.each([
  ['no such place', '{"a": 1}', { kind: 'remove', path: ['b'] }],
  ['a list that is none', '{"a": 1}', { kind: 'insert', path: ['a'], value: 1 }],
  ['no JSON', '{', { kind: 'remove', path: ['b'] }],
] as const)('%s is an error', (_, text, edit) => {
  expect(() => editJson(text, edit)).toThrow();
});

/** JSON with lists in it, as text with comments and commas in odd places. */
const written = fc
  .tuple(
    fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant({ x: [1] })), { maxLength: 6 }),
    fc.constantFrom(...['\n', ' ', '']),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([list, space, comments, trailing]) => {
    const items = list.map((item, i) => `${comments ? `/* ${i} */${space}` : ''}${JSON.stringify(item)}`);
    const comma = trailing && list.length > 0 ? ',' : '';
    const close = comments ? `// end\n` : '';
    return {
      list,
      text: `{${space}"list":${space}[${space}${items.join(`,${space}`)}${comma}${space}${close}],"other": 1}`,
    };
  });

const read = (text: string) => evaluate(parse(text, { mode: 'json5' })) as { list: unknown[]; other: number };

test('whatever the text, a removal removes that one', () => {
  fc.assert(
    fc.property(written, fc.nat(5), ({ list, text }, at) => {
      fc.pre(at < list.length);
      const after = read(editJson(text, { kind: 'remove', path: ['list', at] }));
      expect(JSON.stringify(after)).toBe(JSON.stringify({ list: list.toSpliced(at, 1), other: 1 }));
    }),
  );
});

test('whatever the text, an insertion inserts there', () => {
  fc.assert(
    fc.property(written, fc.nat(6), fc.string(), ({ list, text }, at, value) => {
      const index = Math.min(at, list.length);
      const after = read(editJson(text, { kind: 'insert', path: ['list'], index, value }));
      expect(JSON.stringify(after)).toBe(JSON.stringify({ list: list.toSpliced(index, 0, value), other: 1 }));
    }),
  );
});
