import { readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE } from '../src/presets/catalogue.ts';

const FILE = new URL('../README.md', import.meta.url);
const [START, END] = ['<!-- catalogue -->', '<!-- /catalogue -->'];

/** Writes the table of presets in the README. With `--check`, writes nothing and fails when it is stale. */
function main(check: boolean): void {
  const readme = readFileSync(FILE, 'utf8');
  const [before, rest = ''] = readme.split(START);
  const [, after] = rest.split(END);
  const text = `${before}${START}\n\n${table()}\n${END}${after}`;
  if (!check) {
    writeFileSync(FILE, text);
  } else if (readme !== text) {
    process.stderr.write('stale: the catalogue in README.md; run npm run build:catalogue and commit the result\n');
    process.exitCode = 2;
  }
}

function table(): string {
  const rows = Object.entries(CATALOGUE).map(([file, { description }]) => {
    const name = file === 'default.json' ? 'aks-sysext-renovate' : `aks-sysext-renovate//${file.replace('.json', '')}`;
    const args = description.includes('{{arg0}}') ? '(…)' : '';
    const text = description.replaceAll('{{arg0}}', '`…`').replaceAll('<', '&lt;').replaceAll('|', '\\|');
    return `| \`github>your-org/${name}${args}\` | ${text} |`;
  });
  return ['| preset | what it does |', '| --- | --- |', ...rows, ''].join('\n');
}

main(process.argv.includes('--check'));
