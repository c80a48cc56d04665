import { CATALOGUE } from '../src/presets/catalogue.ts';
import { put, withPart } from './generated.ts';

/*
 * Writes the table of presets in the README, or checks it.
 */

function table(): string {
  const rows = Object.entries(CATALOGUE).map(([file, { description }]) => {
    const name = file === 'default.json' ? 'aks-sysext-renovate' : `aks-sysext-renovate//${file.replace('.json', '')}`;
    const args = description.includes('{{arg0}}') ? '(…)' : '';
    const text = description.replaceAll('{{arg0}}', '`…`').replaceAll('<', '&lt;').replaceAll('|', '\\|');
    return `| \`github>your-org/${name}${args}\` | ${text} |`;
  });
  return ['| preset | what it does |', '| --- | --- |', ...rows, ''].join('\n');
}

put('README.md', withPart('README.md', 'catalogue', table()), 'catalogue');
