import { readFileSync } from 'node:fs';
import type { VersioningApi } from 'renovate/dist/modules/versioning/types.d.ts';
import { describe, expect, test } from 'vitest';
import { VERSIONING } from '../../src/presets/parts/patterns.ts';
import { api } from '../../src/versioning/index.ts';
import { ERROR, QUESTIONS, VERSIONINGS } from './others.cases.ts';
import { renovateVersioning } from './renovate.ts';

/*
 * Renovate's own modules confirm the documentation on other versionings.
 */

function find(name: string): VersioningApi {
  if (name === 'aks-sysext') return api;
  return renovateVersioning(name === 'regex' ? VERSIONING : name);
}

function answer(ask: (versioning: VersioningApi) => unknown, versioning: VersioningApi): unknown {
  try {
    return ask(versioning) ?? null;
  } catch {
    return ERROR;
  }
}

function toCell(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return '-';
  return value === ERROR ? ERROR : `\`${value}\``;
}

/** The cells of the table below a heading of a Markdown text, less the line below the table's head. */
function tableOf(text: string, heading: string): string[][] {
  const [section = ''] = (text.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('| -'));
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe.each(VERSIONINGS.map((name, column) => ({ name, column })))('$name', ({ name, column }) => {
  const versioning = find(name);

  test.each(QUESTIONS.map(({ answers, ...one }) => ({ ...one, expected: answers[column] })))(
    '$question -> $expected',
    ({ ask, expected }) => {
      expect(answer(ask, versioning)).toBe(expected);
    },
  );
});

test('the documentation has these questions and answers', () => {
  expect(tableOf(readFileSync('docs/versioning.md', 'utf8'), 'Other versionings')).toEqual([
    ['', ...VERSIONINGS.map((name) => `\`${name}\``)],
    ...QUESTIONS.map(({ question, answers }) => [question, ...answers.map(toCell)]),
  ]);
});
