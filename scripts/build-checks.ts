import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CHAPTERS, LINTS } from '../src/check/catalogue.ts';
import { lintPage } from '../src/report/lint-page.ts';
import { CHECK, put, ROOT, reportStale } from './generated.ts';

const DIRECTORY = 'docs/checks';

/** Writes or checks a page for each lint and their index. Pages of removed lints are deleted. */
function main(): void {
  const pages = new Map([['README.md', index()], ...LINTS.map((lint) => [`${lint.id}.md`, lintPage(lint)] as const)]);
  for (const [name, text] of pages) put(`${DIRECTORY}/${name}`, text);
  for (const name of readdirSync(path.join(ROOT, DIRECTORY)).filter((one) => !pages.has(one))) {
    if (CHECK) reportStale(`${DIRECTORY}/${name}`);
    else rmSync(path.join(ROOT, DIRECTORY, name));
  }
}

function index(): string {
  const chapters = CHAPTERS.map(({ title, lints }) => {
    const rows = lints.map(
      ({ id, severity, title: problem }) => `| [${id}](${id}.md) | ${severity} | ${problem.replaceAll('<', '&lt;')} |`,
    );
    return [`## ${title}\n`, '| lint | severity | problem |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [`# Checks\n`, ABOUT, ...chapters].join('\n');
}

const ABOUT = `\`check [DIR]\` checks the Renovate configuration as the bot reads it (presets resolved, options migrated, templates and
patterns compiled), every \`components.json\`, and the registries that they name. Each finding has a location, a message, its
impact and a fix. Findings are not fixed automatically.

\`\`\`sh
npx aks-sysext-renovate check path/to/repository
\`\`\`

| option | effect |
| --- | --- |
| \`--format text\`, \`json\`, \`markdown\` or \`sarif\` | the format of the report: SARIF for GitHub code scanning, JSON by [its schema](../../schemas/check.json) |
| \`--offline\` | does not query registries; lints that need one are skipped and listed |
| \`--snapshot FILE\` | reads all responses from a snapshot, as \`plan\` does |
| \`--rule ID=off\`, \`info\`, \`warning\` or \`error\` | sets the severity of a lint; can be repeated |
| \`--explain ID\` | prints the page of a lint |

| exit code | condition |
| --- | --- |
| 0 | all findings are warnings or notes |
| 1 | the check failed, or is incomplete because a registry did not respond |
| 2 | there are findings of severity error |
`;

main();
