import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHAPTERS, LINTS } from '../src/check/catalogue.ts';
import { lintPage } from '../src/report/lint-page.ts';
import { CHECK, put, ROOT, tellStale } from './generated.ts';

const FOLDER = 'docs/checks';

/** Writes a page for each lint, and their index, or checks them. A page that no lint has any more is removed. */
function main(): void {
  const pages = new Map([['README.md', index()], ...LINTS.map((lint) => [`${lint.id}.md`, lintPage(lint)] as const)]);
  for (const [name, text] of pages) put(`${FOLDER}/${name}`, text, 'checks');
  for (const name of readdirSync(path.join(ROOT, FOLDER)).filter((one) => !pages.has(one))) {
    if (CHECK) tellStale(`${FOLDER}/${name}`, 'checks');
    else rmSync(path.join(ROOT, FOLDER, name));
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
is wrong, what it leads to, and how to fix it.

\`\`\`sh
npx aks-sysext-renovate check path/to/repository
\`\`\`

| option | |
| --- | --- |
| \`--format text\`, \`json\`, \`markdown\` or \`sarif\` | SARIF for GitHub code scanning; JSON by [its schema](../../schemas/check.json) |
| \`--offline\` | no registry is asked; lints that need one are skipped, and named |
| \`--snapshot FILE\` | answers from a snapshot, as for \`plan\` |
| \`--rule ID=off\`, \`info\`, \`warn\` or \`error\` | for one lint; can be repeated |
| \`--explain ID\` | prints the page of a lint, one of those below |

Exit code 0: nothing of severity error. 2: findings of severity error. 1: it could not be run, or a registry did not
answer.
`;

main();
