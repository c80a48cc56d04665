import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, scratch } from '../cli/command.ts';
import { shown } from './shown.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILES = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(ROOT, file)));

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** A block of a document, with the one behind it. */
interface Block {
  readonly file: string;
  readonly language: string;
  readonly text: string;
  readonly next: { readonly language: string; readonly text: string } | undefined;
}

function blocksOf(file: string): Block[] {
  const found = [...read(file).matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
  return found.map((block, index) => ({ file, ...block, next: found[index + 1] }));
}

/** Its example is what is no JSON. */
const BROKEN = 'docs/checks/config-broken.md';

const BLOCKS = FILES.filter((file) => !file.startsWith('test/fixtures/')).flatMap(blocksOf);

describe.each(FILES)('%s', (file) => {
  test('has no dead link inside of the repository', () => {
    const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[\w-]+)?\)/g)].map(
      ([, target = '']) => target,
    );
    const dead = targets.filter((target) => !existsSync(path.join(ROOT, path.dirname(file), decodeURI(target))));
    expect(dead).toEqual([]);
  });

  test('names headings that are there', () => {
    const links = [...read(file).matchAll(/\]\(((?!https?:)[^)#\s]*)#([\w-]+)\)/g)];
    const dead = links.filter(([, target = '', anchor = '']) => {
      const text = read(target === '' ? file : path.join(path.dirname(file), target));
      const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      );
      return !anchors.includes(anchor);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

test.each(BLOCKS.filter(({ file, language }) => language === 'json' && file !== BROKEN))(
  'JSON in $file',
  ({ text }) => {
    expect(() => JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''))).not.toThrow();
  },
);

/** Commands of this package in the documents, but for examples', which have tests of their own. */
const COMMANDS = BLOCKS.filter(({ file, language }) => language === 'sh' && !file.startsWith('examples/')).flatMap(
  (block) =>
    [...block.text.matchAll(/^npx aks-sysext-renovate (.+?)(?:\s+#.*)?$/gm)].map(([, command = '']) => ({
      command,
      file: block.file,
      next: block.next,
    })),
);

/** What stands in for a repository of the reader's. Its tags are in a snapshot, so that no network is needed. */
function forExample(command: string): string[] {
  const dir = path.join(scratch(), 'repository');
  cpSync(path.join(ROOT, 'examples/manifest'), dir, { recursive: true });
  const args = command.split(' ').map((arg) => arg.replace('path/to/repository', dir).replace(/^"(.*)"$/, '$1'));
  return ['plan', 'check', 'adopt'].includes(args[0] ?? '')
    ? [...args, '--snapshot', path.join(ROOT, 'examples/snapshot.json')]
    : args;
}

test.each(COMMANDS.filter(({ command }) => command.includes('path/to/repository')))(
  '$file: $command',
  async ({ command, next }) => {
    const { exitCode, out, err } = await run(forExample(command));
    expect([exitCode, err]).toEqual([0, '']);
    if (next?.language === 'text') expect(out).toMatch(shown(next.text));
  },
);

test.each(
  BLOCKS.filter(
    ({ file, language, text }) => file === 'README.md' && language === 'text' && text.includes('pull request'),
  ),
)('README.md: what npm start prints', async ({ text }) => {
  const { out } = await run(['demo']);
  expect(out).toMatch(shown(text));
});

test('every command of the README is one', async () => {
  const { out } = await run(['--help']);
  const table = [...read('README.md').matchAll(/^\|[^|]+\| `(\w[\w-]*)/gm)].map(([, name = '']) => name);
  expect(table.length).toBeGreaterThan(8);
  for (const name of table) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
});
