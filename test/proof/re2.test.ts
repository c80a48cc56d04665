import fc from 'fast-check';
import RE2 from 're2';
import { expect, test } from 'vitest';
import { manifest } from '../renovate/scenario.ts';
import { nearMisses } from '../sysext/arbitraries.ts';
import { MALFORMED, VALID } from '../sysext/tag.cases.ts';
import { proofRecorder } from './hold.ts';
import { type Pattern, publishedPatterns, publishedStrings } from './patterns.ts';
import { LONG, proofSeed, proofSize, secondsSince } from './proof.ts';

/*
 * Renovate runs patterns on RE2 where it is there, and on JavaScript's RegExp where it is not, without a word. So
 * the published ones have to compile on both and match the same, and nothing of them may be overlooked.
 */

const PATTERNS = publishedPatterns();

/**
 * Where the two engines differ by their definition: white space beyond ASCII is none to RE2 (nor is a vertical tab),
 * and a lone carriage return ends a line for RegExp only. JSON has neither between its tokens.
 */
const DIFFERING = /[\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|\\\r|\r(?!\n)/;

function isComparable(text: string): boolean {
  return text.isWellFormed() && !DIFFERING.test(text);
}

test('no pattern of the published presets is overlooked', () => {
  const overlooked = [...publishedStrings()].filter(
    ([, { text, patterns }]) => patterns.length === 0 && /\(\?|\[\^|\\[dswS.]|[*+]\)|\$\//.test(text),
  );
  expect(overlooked).toEqual([]);
  expect(new Set(PATTERNS.map(({ engine }) => engine))).toEqual(new Set(['RE2', 'RegExp']));
});

test.each(PATTERNS)('RE2 takes $where: $source', ({ source }) => {
  expect(() => new RE2(source)).not.toThrow();
});

test('RE2 and RegExp find the same in any text, by every pattern', LONG, () => {
  const record = proofRecorder();
  const count = proofSize('inputs', 100);
  const seed = proofSeed('re2');
  const start = performance.now();
  for (const pattern of PATTERNS) {
    let found = 0;
    fc.assert(
      fc.property(texts(pattern), (text) => {
        const matches = find(new RE2(pattern.source, 'g'), text);
        expect(matches, pattern.source).toEqual(find(new RegExp(pattern.source, 'g'), text));
        if (matches.length > 0) found += 1;
      }),
      { numRuns: count, seed },
    );
    expect(found, pattern.source).toBeGreaterThan(0);
  }
  record({
    name: 're2',
    law: 'every pattern of the published presets compiles on RE2, and finds the same there and on RegExp',
    cases: count * PATTERNS.length,
    seed,
    seconds: secondsSince(start),
    figures: { patterns: PATTERNS.length },
  });
});

/** Texts that a pattern matches, that it nearly matches, and that have nothing to do with it. */
function texts({ source }: Pattern): fc.Arbitrary<string> {
  // What starts and ends a text starts and ends a line of it as well.
  const ofText = source.replaceAll('(?m:^)', '^').replaceAll('(?m:$)', '$');
  const matching = fc.stringMatching(new RegExp(ofText), { size: 'small' });
  const inserts = fc.oneof(
    fc.constantFrom('"', '\\"', '{', '}', '-', '.', '/', '\n', '\r\n', 'é', '👍', ''),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const edited = fc
    .tuple(matching, fc.nat(200), fc.nat(2), inserts)
    .map(([text, at, remove, insert]) => text.slice(0, at) + insert + text.slice(at + remove));
  const slots = nearMisses().map((latest) => manifest([{ repository: 'oss/some-sysext', latest, previous: latest }]));
  const known = fc.constantFrom(...VALID.map(({ text }) => text), ...Object.values(MALFORMED).flat());
  const repeated = fc
    .tuple(fc.oneof(matching, fc.constantFrom('{"a":', '"\\', '1.', '-1', 'a.')), fc.nat(20))
    .map(([text, times]) => text.repeat(times));
  return fc
    .oneof(
      matching,
      matching,
      edited,
      slots,
      nearMisses(),
      known,
      repeated,
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    )
    .filter(isComparable);
}

/**
 * Every match and its groups. RegExp looks at halves of characters beyond U+FFFF. A pattern or a group that ends with any
 * one character ends with such a half there, which is left out here; a match that starts with one is compared with the
 * whole character.
 */
function find(pattern: RegExp, text: string): unknown[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = isInside(text, match.index) ? match.index - 1 : match.index;
    const [whole, ...groups] = match;
    const texts = [`${text.slice(start, match.index)}${whole}`, ...groups];
    return [start, ...texts.map((group: string | undefined) => group?.replace(/[\ud800-\udfff]+$/, ''))];
  });
}

/** Whether an index is between the halves of a character. */
function isInside(text: string, index: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(index - 1, index + 1));
}

/** How they differ in what is left out above. */
const DIFFERENCES: readonly { what: string; pattern: string; text: string; re2: boolean; regExp: boolean }[] = [
  { what: 'a no-break space', pattern: '\\s', text: '\u00a0', re2: false, regExp: true },
  { what: 'a vertical tab', pattern: '\\s', text: '\v', re2: false, regExp: true },
  { what: 'a lone carriage return', pattern: '.', text: '\r', re2: true, regExp: false },
  { what: 'a line separator', pattern: '.', text: '\u2028', re2: true, regExp: false },
];

test.each(DIFFERENCES)('$what is $re2 to RE2 and $regExp to RegExp', ({ pattern, text, re2, regExp }) => {
  expect(isComparable(text)).toBe(false);
  expect([new RE2(pattern).test(text), new RegExp(pattern).test(text)]).toEqual([re2, regExp]);
});
