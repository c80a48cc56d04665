import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LINTS } from '../../src/check/catalogue.ts';
import { CATALOGUE } from '../../src/presets/catalogue.ts';
import { REASON_WORDS, WAIT_WORDS } from '../../src/report/words.ts';
import { run } from '../cli/command.ts';

/*
 * The project uses one word for one thing, and the words of its field. This rejects the others.
 */

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Words that are not used, with those that are used instead. */
const WORDS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bwhat (?:it|they) leads? to\b|\bleads to\b/i, 'impact'],
  [/\bheld back\b|\bkeeps back\b|\bholds back\b/i, 'skipped'],
  [/\bpassed over\b|\bputs? aside\b|\blets? go of\b/i, 'skipped, excluded'],
  [/\blook(?:s|ed)? (?:at|into)\b/i, 'checked, inspects'],
  [/\bexchang(?:e|es|ed|ing)\b/i, 'replace, replaced atomically'],
  [/\bput(?:s|ting)? back\b/i, 'roll back'],
  [/\bgone on with\b/i, 'resumed'],
  [/\bpassing (?:failure|error|fault)s?\b/i, 'a transient error'],
  [/\bgives? up\b|\bgave up\b/i, 'aborts'],
  [/\btakes? up the presets\b/i, 'adopts'],
  [/\bby hand\b/i, 'manually'],
  [/\bfolders?\b/i, 'directory'],
  [/\bof the grammar\b|\bis no (?:valid )?version\b/i, 'valid, invalid version'],
  [/\bnot whole\b/i, 'incomplete'],
  [/\b(?:is|are|was|were|be) asked\b|\basks (?:no |the |a )?registr/i, 'queried, requested'],
  [/\bleave it to the boot\b/i, 'merged at the next boot'],
  [/\bthe list goes on\b|\bpages its\b/i, 'the list is paginated'],
  [/\bremembers\b/i, 'caches'],
  [/\bwhat is wrong\b/i, 'problems, findings'],
  [/\bwhoever\b|\bwhatever\b|\bnobody\b|\bsomebody\b/i, 'rewrite the sentence'],
  [/\b(?:says|tells) (?:so|that|which|what|why|nothing)\b/i, 'reports, states'],
];

/** The rejected words of a text, with their line. */
function rejected(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    return WORDS.flatMap(([pattern, instead]) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`"${found}" in "${line.trim()}": use ${instead}`];
    });
  });
}

const tracked = (...patterns: string[]) =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...patterns], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && !file.startsWith('test/') && existsSync(path.join(ROOT, file)));

/** The parts of a document that are written in it: not generated, and neither code nor the names of tests. */
function proseOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8')
    .replace(/<!-- (\w+) -->[\s\S]*?<!-- \/\1 -->/g, '')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`test\/\S+`:.*$/gm, '');
}

test.each(tracked('*.md', 'action.yml', '.changeset/*.md'))('%s', (file) => {
  expect(rejected(proseOf(file))).toEqual([]);
});

describe('help', async () => {
  const { out } = await run(['--help']);
  const [list = ''] = /\nCommands:\n[\s\S]*?\n\n/.exec(out) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z][\w-]*) /gm)].map(([, name = '']) => name).filter((n) => n !== 'help');

  test('has every command', () => {
    expect(commands.length).toBeGreaterThan(9);
  });

  test.each(['', ...commands])('of %s', async (name) => {
    const text = (await run([...(name === '' ? [] : [name]), '--help'])).out.split('\nLints:\n')[0] ?? '';
    // The descriptions of other commands are theirs.
    const own = name === '' ? text.replace(/\nCommands:\n[\s\S]*?\n\n/, '\n') : text;
    expect(rejected(own.replace(/\s+/g, ' '))).toEqual([]);
  });
});

describe.each(['title', 'impact', 'fix'] as const)('lints', (part) => {
  test(`${part} of each`, () => {
    expect(LINTS.flatMap((lint) => rejected(`${lint.id}: ${lint[part]}`))).toEqual([]);
  });
});

test.each(Object.entries(CATALOGUE))('description of %s', (_, { description }) => {
  expect(rejected(description)).toEqual([]);
});

test('reasons and conditions of reports', () => {
  const reasons = Object.values(REASON_WORDS).flatMap(({ label, meaning }) => [label, meaning]);
  expect([...reasons, ...Object.values(WAIT_WORDS)].flatMap(rejected)).toEqual([]);
});

/** Strings and comments, which are read, without the code between them. */
const READ = /\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

describe.each(globSync('src/**/*.ts', { cwd: ROOT }))('%s', (file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');

  test('has no such words in strings and comments', () => {
    expect((text.match(READ) ?? []).flatMap(rejected)).toEqual([]);
  });

  test('has doc comments that start with a noun or a verb', () => {
    expect(text.match(/\/\*\*\s*(?:\* )?(?:What|Who|Whoever|Whatever|Those|That of)\b.*/g) ?? []).toEqual([]);
  });
});
