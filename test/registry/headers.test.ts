import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextLink, parseChallenges } from '../../src/registry/headers.ts';
import { CHALLENGES, challenges, LINKS } from './headers.cases.ts';

describe('parseChallenges', () => {
  test.each(Object.entries(CHALLENGES))('%s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(challenges(expected));
  });

  test('reads every value that is quoted', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(name, fc.dictionary(name, fc.string()), (scheme, parameters) => {
        const list = Object.entries(parameters).map(([key, value]) => `${key}="${value.replace(/["\\]/g, '\\$&')}"`);
        expect(parseChallenges(`${scheme} ${list.join(', ')}`)).toEqual(challenges([[scheme, parameters]]));
      }),
    );
  });
});

describe('nextLink', () => {
  test.each(Object.entries(LINKS))('%s', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });

  test('finds every target beside other links', () => {
    const target = fc.stringMatching(/^[^<>\s]*$/);
    fc.assert(
      fc.property(fc.array(target), target, (others, next) => {
        const links = [...others.map((other) => `<${other}>; rel="other"`), `<${next}>; rel="next"`];
        expect(nextLink(links.join(', '))).toBe(next);
      }),
    );
  });
});

test('no header makes them throw', () => {
  const piece = fc.constantFrom('<', '>', '"', '\\', ';', ',', '=', ' ', 'rel', 'next', 'Bearer', 'realm', 'é', '\0');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (header) => {
        for (const { scheme } of parseChallenges(header)) expect(header.toLowerCase()).toContain(scheme);
        const next = nextLink(header);
        if (typeof next === 'string') expect(header).toContain(`<${next}>`);
      },
    ),
  );
});

// Headers of a megabyte, a thousand times what a server may send: a pattern that backtracks would take hours.
test.each(['<', '"', '\\', '<x>;', '<x>; rel="', ' ', '=', ',', 'a="', 'a=" \\', 'Bearer ', ' ;', 'rel= '])(
  'reads %j over and over',
  (piece) => {
    const header = piece.repeat(1_000_000 / piece.length);
    expect(() => [parseChallenges(header), parseChallenges(`Bearer realm="${header}`)]).not.toThrow();
    expect(() => [nextLink(header), nextLink(`<x>; ${header}`)]).not.toThrow();
  },
);
