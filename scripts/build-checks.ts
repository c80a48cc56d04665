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
  return [`# Checks\n`, ABOUT, ...chapters].join('\n');
}

const ABOUT = `\`check [DIR]\` looks into the Renovate configuration as the bot consumes it (presets resolved, migrated, templates and
patterns compiled), into every \`components.json\`, and into the registries that it names. Each finding has a place, what
is wrong, what it leads to, and how to mend it.

\`\`\`sh
npx aks-sysext-renovate check path/to/repository
\`\`\`

| option | |
| --- | --- |
| \`--format text\`, \`json\`, \`markdown\` or \`sarif\` | SARIF for GitHub code scanning; JSON by [its schema](../../schemas/check.json) |
| \`--offline\` | no registry is asked; lints that need one are skipped, and named |
| \`--tags FILE\` | answers from a snapshot, as for \`plan\` |
| \`--rule ID=off\`, \`info\`, \`warn\` or \`error\` | for one lint; can be repeated |
| \`--explain ID\` | prints the page of a lint, one of those below |

Exit code 0: nothing of severity error. 2: findings of severity error. 1: it could not be run, or a registry did not
answer.
`;

main(process.argv.includes('--check'));
