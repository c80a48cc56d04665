import { CATALOGUE } from '../src/presets/catalogue.ts';
import { put, withPart } from './generated.ts';

/*
 * Writes the table of presets in the README, or checks it.
 */

function table(): string {
  const rows = Object.entries(CATALOGUE).map(([file, { description, parameters }]) => {
    const name = file === 'default.json' ? 'aks-sysext-renovate' : `aks-sysext-renovate//${file.replace('.json', '')}`;
    const args = parameters === undefined ? '' : '(…)';
    const text = description
      .replaceAll(/\{\{args?0?\}\}/g, '`…`')
      .replaceAll('<', '&lt;')
      .replaceAll('|', '\\|');
    return `| \`github>your-org/${name}${args}\` | ${text} |`;
  });
  return ['| preset | what it does |', '| --- | --- |', ...rows, ''].join('\n');
}

put('README.md', withPart('README.md', 'catalogue', table()), 'catalogue');
