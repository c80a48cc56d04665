import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CHAPTERS, LINTS } from '../src/check/catalogue.ts';
import { lintPage } from '../src/report/lint-page.ts';

const FOLDER = new URL('../docs/checks/', import.meta.url);

/** Writes a page for each lint, and their index. With `--check`, writes nothing and fails when one is stale. */
function main(check: boolean): void {
  const pages = new Map([['README.md', index()], ...LINTS.map((lint) => [`${lint.id}.md`, lintPage(lint)] as const)]);
  mkdirSync(FOLDER, { recursive: true });
  const extra = readdirSync(FOLDER).filter((file) => !pages.has(file));
  const stale = [...pages].filter(([file, text]) => read(file) !== text).map(([file]) => file);
  if (!check) {
    for (const file of extra) rmSync(new URL(file, FOLDER));
    for (const [file, text] of pages) writeFileSync(new URL(file, FOLDER), text);
  } else if (stale.length + extra.length > 0) {
    const files = [...stale, ...extra].map((file) => `docs/checks/${file}`).join(', ');
    process.stderr.write(`stale: ${files}; run npm run build:checks and commit the result\n`);
    process.exitCode = 2;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(new URL(file, FOLDER), 'utf8');
  } catch {
    return undefined;
  }
}

function index(): string {
  const chapters = CHAPTERS.map(({ title, lints }) => {
    const rows = lints.map(
      ({ id, severity, title: about }) => `| [${id}](${id}.md) | ${severity} | ${about.replaceAll('<', '&lt;')} |`,
    );
    return [`## ${title}\n`, '| lint | severity | what is wrong |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [`# Checks\n`, 'What `check` looks for. `check --explain <lint>` prints the same pages.\n', ...chapters].join(
    '\n',
  );
}

main(process.argv.includes('--check'));
