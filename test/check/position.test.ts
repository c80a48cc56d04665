import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../../src/check/place.ts';
import { locator } from '../../src/check/position.ts';

const JSONC = `// a comment
{
  "a": { "b": [ 1, { "c": "x" } ] }, /* another */
  d: 'single', // JSON5
}
`;

const CASES: readonly { name: string; text: string; place: Omit<Place, 'file'>; at: readonly [number, number] }[] = [
  { name: 'a value', text: JSONC, place: { path: ['a', 'b', 1, 'c'] }, at: [3, 27] },
  { name: 'a key of JSON5', text: JSONC, place: { path: ['d'] }, at: [4, 6] },
  { name: 'the nearest part that exists', text: JSONC, place: { path: ['a', 'b', 7, 'c'] }, at: [3, 15] },
  { name: 'the whole', text: JSONC, place: { path: [] }, at: [2, 1] },
  {
    name: 'the last of equal keys, as JSON.parse takes it',
    text: '{"a": 1, "a": 2}',
    place: { path: ['a'] },
    at: [1, 15],
  },
  { name: 'a text', text: 'x\n  y v1.34', place: { text: 'v1.34' }, at: [2, 5] },
  { name: 'a text that is not there', text: 'x\ny', place: { text: 'z' }, at: [1, 1] },
  { name: 'broken JSON', text: '{\n "a": [ }', place: { path: ['a'] }, at: [1, 1] },
  { name: 'the first error', text: '{\n "a": [ }', place: { invalid: 'json' }, at: [2, 9] },
  {
    name: 'a trailing comma, which is an error in JSON',
    text: '{\n "a": [1,]\n}',
    place: { invalid: 'json' },
    at: [2, 10],
  },
  { name: 'the end of a text that is cut off', text: '{\n "a": [1]\n', place: { invalid: 'json' }, at: [2, 10] },
  { name: 'an empty text', text: '', place: { invalid: 'json' }, at: [1, 1] },
  { name: 'single quotes in JSON with comments', text: "// x\n{ 'a': 1 }", place: { invalid: 'jsonc' }, at: [2, 3] },
  { name: 'a missing comma in JSON5', text: '{\n a: 1\n b: 2\n}', place: { invalid: 'json5' }, at: [3, 2] },
  { name: 'a name for the second time', text: '{\n "a": 1,\n "a": 2\n}', place: { invalid: 'jsonc' }, at: [3, 2] },
  { name: 'what is valid', text: '{\n "a": 1\n}', place: { invalid: 'json', path: ['a'] }, at: [2, 7] },
  { name: 'a text where the path is in no JSON', text: '{\n bad', place: { path: ['a'], text: 'bad' }, at: [2, 2] },
];

test.each(CASES)('$name', ({ text, place, at }) => {
  const { line, column } = locator(text)({ file: 'f', ...place });
  expect([line, column]).toEqual(at);
});

test('every value of every JSON is found where it stands', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.integer({ min: 10_000, max: 99_999 }), { minKeys: 1, noNullPrototype: true }),
      fc.constantFrom(0, 1, 4),
      (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        for (const [key, value] of Object.entries(json)) {
          const { line, column } = locator(text)({ file: 'f', path: [key] });
          expect(text.split('\n')[line - 1]?.slice(column - 1, column + 4)).toBe(String(value));
        }
      },
    ),
  );
});

test('however deep a file nests, it is read', () => {
  const depth = 100_000;
  expect(locator(`${'['.repeat(depth)}${']'.repeat(depth)}`)({ file: 'f', path: [0] })).toMatchObject({ line: 1 });
});

test.each([
  { text: JSONC, wanted: '"x"', path: ['a', 'b', 1, 'c'] },
  { text: JSONC, wanted: 'd:', path: ['d'] },
  { text: JSONC, wanted: 'comment', path: [] },
  { text: 'not: [json', wanted: 'json', path: undefined },
  { text: JSONC, wanted: 'nowhere', path: undefined },
])('the path of the text $wanted is $path', ({ text, wanted, path }) => {
  expect(locator(text)({ file: 'f', text: wanted }).path).toEqual(path);
});
