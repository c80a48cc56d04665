import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unifiedDiff } from '../../src/analysis/diff.ts';
import { planDiff } from '../../src/report/diff.ts';
import { formatJson } from '../../src/report/json.ts';
import { emptyPlan, samplePlan } from '../report/sample-plan.ts';

/*
 * `git apply` takes every diff, and makes the very bytes of it.
 */

const LINES = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
const BEFORE = `${LINES}\nversion 1\n${LINES}\n`;
const AFTER = BEFORE.replace('version 1', 'version 2');

interface Change {
  readonly file?: string;
  readonly before?: string | null;
  readonly after?: string;
}

const CHANGES: Readonly<Record<string, Change>> = {
  'a line': {},
  'CRLF and tabs': { before: BEFORE.replaceAll('\n', '\r\n\t'), after: AFTER.replaceAll('\n', '\r\n\t') },
  'carriage returns alone': { before: BEFORE.replaceAll('\n', '\r'), after: AFTER.replaceAll('\n', '\r') },
  'a line end that changes': { before: 'a\r\nb\r\n', after: 'a\nb\r\n' },
  'a byte order mark': { before: `\uFEFF${BEFORE}`, after: `\uFEFF${AFTER}` },
  'no newline at the end': { before: 'version 1', after: 'version 2' },
  'a newline that comes': { before: 'version 1', after: 'version 1\n' },
  'a NUL': { before: `\0${BEFORE}`, after: `\0${AFTER}` },
  'control characters and others that cannot be seen': {
    before: `\u001b[2K\u202e${BEFORE}`,
    after: `\u001b[2K\u202e${AFTER}`,
  },
  'U+FFFD, surrogates and other letters': { before: `\uFFFD😀é${BEFORE}`, after: `\uFFFD😀é${AFTER}` },
  'lines that look like a diff': {
    before: '-- a\n++ b\n@@ -1 +1 @@\nversion 1\n',
    after: '-- a\n++ b\n@@ -1 +1 @@\nversion 2\n',
  },
  'a very long line': { before: `${'x'.repeat(1_000_000)} version 1`, after: `${'x'.repeat(1_000_000)} version 2` },
  'more changed lines than a diff searches for': { before: many('1'), after: many('2') },
  'a new file of many lines': { before: null, after: many('1') },
  'a new file': { before: null, after: '{}\n' },
  'a new file in a new directory': { file: '.github/renovate.json', before: null, after: '{}\r\n' },
  'a new file with nothing in it': { before: null, after: '' },
  'an empty file that gets something': { before: '', after: '{}\n' },
  'a path with spaces': { file: 'a folder/a file.json' },
  'a path with a space at its end': { file: 'dir /a ' },
  'a path with quotes': { file: `it's "quoted"/a\\b.json` },
  'a path with other letters': { file: 'größe/日本.json' },
  'a path with a tab and a newline': { file: 'a\tb/c\nd.json' },
  'a path that looks like a prefix': { file: 'b/a/b/x.json' },
  'a path that starts with a dash': { file: '--option/x.json' },
};

/** Many different lines, of which the last one has no newline. */
function many(version: string): string {
  return Array.from({ length: 20_000 }, (_, line) => `${line} version ${version}`).join('\n');
}

const NAMES = Object.keys(CHANGES);

function changeOf(name: string) {
  const { file = 'x.json', before = BEFORE, after = AFTER } = CHANGES[name] ?? {};
  return { file, before, after };
}

/** Applies a diff, by a file or by stdin. @returns the directory. */
function apply(changes: readonly { file: string; before: string | null }[], diff: string): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'apply-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const { file, before } of changes) {
    if (before === null) continue;
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), before);
  }
  execFileSync('git', ['apply'], {
    cwd: dir,
    input: diff,
    env: { PATH: process.env['PATH'], GIT_CEILING_DIRECTORIES: tmpdir() },
  });
  return dir;
}

test.each(NAMES)('%s', (name) => {
  const change = changeOf(name);
  const dir = apply([change], unifiedDiff([change]));
  expect(readFileSync(path.join(dir, change.file), 'utf8')).toBe(change.after);
});

test('a new file is one in the diff, and not an empty one that was there', () => {
  const diff = unifiedDiff([{ file: 'renovate.json', before: null, after: '{}\n' }]);
  expect(diff).toContain('new file mode 100644\n');
  expect(diff).toContain('--- /dev/null\n');
  expect(existsSync(path.join(apply([], diff), 'renovate.json'))).toBe(true);
});

test('several files in one diff, of which one stays as it is', () => {
  const changes = NAMES.map((name, index) => ({ ...changeOf(name), file: `${index}/${changeOf(name).file}` }));
  const diff = unifiedDiff([...changes, { file: 'same.json', before: BEFORE, after: BEFORE }]);
  const dir = apply(changes, diff);
  for (const { file, after } of changes) expect(readFileSync(path.join(dir, file), 'utf8')).toBe(after);
  expect(diff).not.toContain('same.json');
});

test('the formats json and diff keep every byte', () => {
  const changes = NAMES.map((name, index) => ({ ...changeOf(name), file: `${index}/${changeOf(name).file}` }));
  const [request] = samplePlan.pullRequests;
  const pullRequests = changes.map((change, index) => ({
    ...(request as NonNullable<typeof request>),
    branch: `renovate/${index}\n--- a/x`,
    diff: unifiedDiff([change]),
  }));
  const plan = { ...emptyPlan, pullRequests };
  const fromJson = (JSON.parse(formatJson(plan)) as typeof plan).pullRequests.map(({ diff }) => diff).join('');
  for (const diff of [planDiff(plan), fromJson]) {
    const dir = apply(changes, diff);
    for (const { file, after } of changes) expect(readFileSync(path.join(dir, file), 'utf8')).toBe(after);
  }
});
