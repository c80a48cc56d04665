import { describe, expect, test } from 'vitest';
import { hashBeside, linesWith, readAnnotations } from '../../src/manifest/annotations.ts';
import {
  COMMENT,
  COMMENTS,
  HEX,
  MATCHED,
  OTHER_HASHES,
  REFERENCE,
  UNMATCHED,
} from '../presets/annotated-lines.cases.ts';

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

describe('other comments', () => {
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

test('a longer version is another one', () => {
  expect(linesWith('a: v1.34.9-1-azlinux30\nb: v1.34.9-1-azlinux3.raw\n', V)).toEqual([2]);
});

describe('a hash beside a version', () => {
  const lines = (...all: string[]) => all.join('\n');
  test.each([
    ['above it', lines('kubelet:', `  sha256: ${HEX}`, `  ${COMMENT}`, `  version: ${V}`), 4, 2],
    ['above it, with keys between', lines(`  sha256: ${HEX}`, '  name: x', `  ${COMMENT}`, `  version: ${V}`), 4, 1],
    ['below it, behind a comment', lines(`  version: ${V}`, '  # by hand', `  sha256: ${HEX}`), 1, 3],
    ['deeper below it', lines(`  source: ${V}`, '  # by hand', '  verification:', `    hash: sha256-${HEX}`), 1, 4],
    ['deeper above it', lines('  cni:', `    sha256: ${HEX}`, `  ${COMMENT}`, `  kubelet: ${V}`), 4, undefined],
    ['of the item above', lines('  - a: b', `    sha256: ${HEX}`, `  ${COMMENT}`, `  - version: ${V}`), 4, undefined],
    ['behind a blank line', lines(`  version: ${V}`, '', `  sha256: ${HEX}`), 1, undefined],
    ['of another annotation', lines(`  a: ${V}`, '  # renovate: datasource=x', '  b: 1', `  c: ${HEX}`), 1, undefined],
    ['in a script', lines(`  A=${V}`, `  # of cni`, `  B=${HEX}`), 1, undefined],
    ['on the top level', lines(`version: ${V}`, '# x', `sha256: ${HEX}`), 1, undefined],
  ])('%s', (_, text, line, expected) => {
    expect(hashBeside(text, line)).toBe(expected);
  });
});

test('a large text takes linear time', () => {
  const text = 'renovate sysext '.repeat(100_000) + '\n# renovate: sysext=\n'.repeat(20_000);
  expect(readAnnotations(text)).toHaveLength(20_000);
});
