import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAnnotations } from '../../src/manifest/annotations.ts';
import { ANNOTATION_MANAGER } from '../../src/presets/parts/annotation-manager.ts';
import { COMMENT, HEX } from './annotated-lines.cases.ts';
import { edit, extract } from './regex-manager.ts';

/*
 * Lines that are put together from words of a known kind, under an annotation. The expected match follows from the
 * kinds, so that the oracle shares no pattern with the source.
 */

const FROM = 'v1.34.9-2-ubuntu24.04';
const TO = 'v1.34.10-1-ubuntu24.04';

interface Word {
  readonly kind: 'own' | 'other' | 'comment' | 'neutral';
  readonly text: string;
}

const words = (kind: Word['kind'], ...texts: string[]) =>
  fc.constantFrom(...texts).map((text): Word => ({ kind, text }));

const word: fc.Arbitrary<Word> = fc.oneof(
  {
    weight: 4,
    arbitrary: words('own', FROM, `"${FROM}"`, `A=${FROM}`, `kubelet-${FROM}-arm64.raw`, `(${FROM}-x86-64)`),
  },
  {
    weight: 2,
    arbitrary: words('own', `/opt/${FROM}/kubelet_${FROM}.raw`, `\${A:-${FROM}}`, `${FROM}-$ARCH`, `x:${FROM},`),
  },
  {
    weight: 1,
    arbitrary: words('other', 'v1.34.10-1-noble', 'B=v1.34.9-2-azlinux3', '1.34.9-2-ubuntu24.04', 'v1.34.9'),
  },
  {
    weight: 1,
    arbitrary: words('other', '1.34.9', `${FROM}-debug`, `${FROM}9`, `sha256:${HEX}`, HEX, 'v1.34.9-2-ubuntu24'),
  },
  { weight: 1, arbitrary: words('comment', '#', '//', '<!--', '/*', '# was', '//x') },
  {
    weight: 5,
    arbitrary: words('neutral', 'export', 'A=1', '10.0.0.1:5000', 'v1.2.3', '-1', '{', '}', '"x"', 'é👍', '--flag'),
  },
  {
    weight: 2,
    arbitrary: words('neutral', 'https://m.example/a#b', '$1', '{{x}}', 'a//b', '=', 'image:', '-', '\\', "'"),
  },
);

const line = fc.tuple(
  fc.constantFrom('', '  ', '\t'),
  fc.array(word, { minLength: 1, maxLength: 6 }),
  fc.constantFrom('', '\r'),
);

/** The words in front of a comment. */
function codeOf(all: readonly Word[]): readonly Word[] {
  const start = all.findIndex(({ kind }) => kind === 'comment');
  return start === -1 ? all : all.slice(0, start);
}

/** The line after the update; `undefined`, if it is to be left alone. */
function expected([indent, all, end]: readonly [string, readonly Word[], string]): string | undefined {
  const code = codeOf(all);
  const isMatched = code.some(({ kind }) => kind === 'own') && code.every(({ kind }) => kind !== 'other');
  if (!isMatched) return undefined;
  const texts = all.map(({ text }, index) => (index < code.length ? text.replaceAll(FROM, TO) : text));
  return `${indent}${texts.join(' ')}${end}`;
}

test('what is matched is bumped in all its places, and nothing else is matched', async () => {
  let matched = 0;
  const property = fc.asyncProperty(line, async (drawn) => {
    const [indent, all, end] = drawn;
    // Another version that stands alone is the line's own.
    fc.pre(codeOf(all).some(({ kind }) => kind === 'own') || codeOf(all).every(({ kind }) => kind !== 'other'));
    const text = (own: string) => `${COMMENT}\n${own}\nbehind: 1\n`;
    const before = text(`${indent}${all.map((one) => one.text).join(' ')}${end}`);
    const after = expected(drawn);
    const deps = extract(ANNOTATION_MANAGER, before);
    expect(deps.length).toBe(after === undefined ? 0 : 1);
    matched += deps.length;
    const update = ({ currentValue }: { currentValue: string }) => ({ newValue: currentValue.replace(FROM, TO) });
    expect(await edit(ANNOTATION_MANAGER, before, update)).toBe(after === undefined ? before : text(after));
    // A line that is not matched has a reason.
    expect(readAnnotations(before)[0]?.problem === undefined).toBe(after !== undefined);
  });
  await fc.assert(property, { numRuns: 200, seed: Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31)) });
  expect(matched).toBeGreaterThan(50);
});
