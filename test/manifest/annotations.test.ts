import { describe, expect, test } from 'vitest';
import { linesWith, readAnnotations } from '../../src/manifest/annotations.ts';
import { COMMENT, COMMENTS, MATCHED, OTHER_HASHES, REFERENCE, UNMATCHED } from '../presets/annotated-lines.cases.ts';

const V = 'v1.34.9-1-azlinux3';

test.each(UNMATCHED.filter(({ why }) => why !== ''))('$name: the reason', ({ text, why }) => {
  const [first] = readAnnotations(text);
  expect(first?.problem).toContain(why);
});

test.each(MATCHED)('$name: no problem', ({ below, arch = '' }) => {
  const text = `before\n${COMMENT}\n${below.replaceAll('@@', V + arch)}\n`;
  expect(readAnnotations(text)).toMatchObject([
    { line: 2, start: 'before\n'.length, reference: REFERENCE, problem: undefined },
  ]);
});

test.each(COMMENTS)('%j: no problem', (comment) => {
  expect(readAnnotations(`${comment.replace('SYSEXT', REFERENCE)}\nA=${V}`)).toMatchObject([{ problem: undefined }]);
});

test.each(OTHER_HASHES)('a hash $name: no problem', ({ text }) => {
  expect(readAnnotations(text)).toMatchObject([{ problem: undefined }]);
});

describe('what is not an annotation', () => {
  test.each([
    ['another annotation', '# renovate: datasource=docker depName=mcr.microsoft.com/oss/kubelet-sysext'],
    ['a placeholder', '# renovate: sysext=<registry>/<repository>'],
    ['the pattern of a manager', '"matchStrings": ["# renovate: sysext=(?<depName>\\\\S+)"]'],
    ['prose', 'as in Renovate: sysext=none of them'],
    ['another word', '# aks-sysext-renovate: x'],
  ])('%s', (_, text) => {
    expect(readAnnotations(text)).toEqual([]);
  });
});

test('lines with a version, less comments', () => {
  const text = ['a', `x: ${V}`, `# ${V}`, `y: 1 # ${V}`, `/opt/kubelet-${V}-arm64.raw`, `; ${V}`].join('\n');
  expect(linesWith(text, V)).toEqual([2, 5]);
});

test('a large text takes linear time', () => {
  const text = 'renovate sysext '.repeat(100_000) + '\n# renovate: sysext=\n'.repeat(20_000);
  expect(readAnnotations(text)).toHaveLength(20_000);
});
