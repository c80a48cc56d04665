import { CATALOGUE } from '../src/presets/catalogue.ts';
import { put, withPart } from './generated.ts';

/*
 * Writes the table of presets in the README, and the one of how they are combined in docs/presets.md, or checks them.
 */

function table(): string {
  const rows = Object.entries(CATALOGUE).map(([file, { description, facts }]) => {
    const name = file === 'default.json' ? 'aks-sysext-renovate' : `aks-sysext-renovate//${file.replace('.json', '')}`;
    const args = facts?.parameters === undefined ? '' : '(…)';
    const text = description
      .replaceAll(/\{\{args?0?\}\}/g, '`…`')
      .replaceAll('<', '&lt;')
      .replaceAll('|', '\\|');
    const after = facts?.after?.includes('default.json') ? ' (after the default preset)' : '';
    return `| \`github>your-org/${name}${args}\` | ${text}${after} |`;
  });
  return ['| preset | what it does |', '| --- | --- |', ...rows, ''].join('\n');
}

/** How each preset goes together with others: those without a fact of their own go anywhere. */
function combinations(): string {
  const rows = Object.entries(CATALOGUE).map(([file, { facts: { after = [], notWith = {} } = {} }]) => {
    const contradicted = Object.entries(CATALOGUE).filter(([, { facts }]) => facts?.notWith?.[file] !== undefined);
    const excluded = [...new Set([...Object.keys(notWith), ...contradicted.map(([other]) => other)])];
    return `| ${shortName(file)} | ${after.map(shortName).join(', ') || 'anywhere'} | ${excluded.map(shortName).join(', ')} |`;
  });
  return ['| preset | stands after | cannot be combined with |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function shortName(preset: string): string {
  return preset === 'default.json' ? 'the default preset' : `\`${preset.replace('.json', '')}\``;
}

put('docs/presets.md', withPart('docs/presets.md', 'combinations', combinations()));
put('README.md', withPart('README.md', 'catalogue', table()));
