import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHAPTERS, LINTS } from '../src/check/catalogue.ts';
import { lintPage } from '../src/report/lint-page.ts';
import { CHECK, put, ROOT, tellStale } from './generated.ts';

const DIRECTORY = 'docs/checks';

/** Writes or checks a page for each lint, and their index. Pages without a lint are removed. */
function main(): void {
  const pages = new Map([['README.md', index()], ...LINTS.map((lint) => [`${lint.id}.md`, lintPage(lint)] as const)]);
  for (const [name, text] of pages) put(`${DIRECTORY}/${name}`, text, 'checks');
  for (const name of readdirSync(path.join(ROOT, DIRECTORY)).filter((one) => !pages.has(one))) {
    if (CHECK) tellStale(`${DIRECTORY}/${name}`, 'checks');
    else rmSync(path.join(ROOT, DIRECTORY, name));
  }
}

function index(): string {
  const chapters = CHAPTERS.map(({ title, lints }) => {
    const rows = lints.map(
      ({ id, severity, title: about }) => `| [${id}](${id}.md) | ${severity} | ${about.replaceAll('<', '&lt;')} |`,
    );
    return [`## ${title}\n`, '| lint | severity | problem |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [`# Checks\n`, ABOUT, ...chapters].join('\n');
}

const ABOUT = `\`check [DIR]\` inspects the Renovate configuration as the bot uses it (presets resolved, migrated, templates and
patterns compiled), every \`components.json\`, and the registries that they name. Each finding has a location, a message,
its impact, and a fix.

\`\`\`sh
npx aks-sysext-renovate check path/to/repository
\`\`\`

| option | description |
| --- | --- |
| \`--format text\`, \`json\`, \`markdown\` or \`sarif\` | the output format: SARIF for GitHub code scanning, JSON by [its schema](../../schemas/check.json) |
| \`--offline\` | query no registry, and skip the lints that need one |
| \`--snapshot FILE\` | read all responses from a snapshot, as for \`plan\` |
| \`--rule ID=off\`, \`info\`, \`warn\` or \`error\` | set the severity of one lint (repeatable) |
| \`--explain ID\` | print the documentation of a lint |

| exit code | meaning |
| --- | --- |
| 0 | no finding of severity error |
| 1 | failed or incomplete, for example if a registry did not respond |
| 2 | findings of severity error |
`;

main();
