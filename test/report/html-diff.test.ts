import { describe, expect, test } from 'vitest';
import { diffLines, diffSize } from '../../src/report/diff-lines.ts';
import { changedPart } from '../../src/report/html/changed.ts';

const KINDS: readonly { name: string; diff: string; kinds: string }[] = [
  {
    name: 'a hunk with headers',
    diff: 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
    kinds: 'header header header hunk context removed added',
  },
  {
    name: 'removed and added lines that look like headers',
    diff: '@@ -1 +1 @@\n--- a\n+++ b\n',
    kinds: 'hunk removed added',
  },
  {
    name: 'the next file after a hunk',
    diff: '@@ -1 +1 @@\n-a\n+b\n--- a/y\n+++ b/y\n',
    kinds: 'hunk removed added header header',
  },
  {
    name: 'no newline at the end of file',
    diff: '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n',
    kinds: 'hunk removed note added note',
  },
  {
    name: 'an empty context line without its space',
    diff: '@@ -1,2 +1,2 @@\n\n-a\n+b',
    kinds: 'hunk context removed added',
  },
  { name: 'only added lines', diff: '@@ -0,0 +1,2 @@\n+a\n+@@ -1 +1 @@\n', kinds: 'hunk added added' },
];

describe('diffLines', () => {
  test.each(KINDS)('$name', ({ diff, kinds }) => {
    expect(
      diffLines(diff)
        .map(({ kind }) => kind)
        .join(' '),
    ).toBe(kinds);
  });

  test('keeps the text as it is', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@ f()\n-\ta \r\n+\tb \r';

    expect(
      diffLines(diff)
        .map(({ text }) => text)
        .join('\n'),
    ).toBe(diff);
  });
});

test('diffSize counts files and lines', () => {
  const lines = diffLines('--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+++ c\n--- a/y\n+++ b/y\n@@ -1 +0,0 @@\n-d\n');

  expect(diffSize(lines)).toEqual({ files: 2, added: 2, removed: 2 });
});

/** Before, after, and both with the changed part in brackets. */
const CHANGES: readonly { before: string; after: string; marked: string }[] = [
  { before: 'v1.34.8-1-azlinux3', after: 'v1.34.10-1-azlinux3', marked: 'v1.34.[8|10]-1-azlinux3' },
  { before: 'v1.35.8-1-azlinux3', after: 'v1.35.18-1-azlinux3', marked: 'v1.35.[8|18]-1-azlinux3' },
  { before: 'v1.34.1', after: 'v1.34.10', marked: 'v1.34.[1|10]' },
  { before: 'v1.36.2-2-azlinux3', after: 'v1.36.3-1-azlinux3', marked: 'v1.36.[2-2|3-1]-azlinux3' },
  { before: 'a', after: 'a-b', marked: 'a[|-b]' },
  { before: 'aa', after: 'a', marked: '[aa|a]' },
  { before: '1.1', after: '1.1.1', marked: '1.1[|.1]' },
  { before: 'same', after: 'same', marked: 'same[|]' },
  { before: '', after: 'new', marked: '[|new]' },
  { before: 'x 😀', after: 'x 😁', marked: 'x [😀|😁]' },
];

test.each(CHANGES)('changedPart of $before and $after', ({ before, after, marked }) => {
  const { head, before: from, after: to, tail } = changedPart(before, after);

  expect(`${head}[${from}|${to}]${tail}`).toBe(marked);
});
