import { MANIFEST, PRESET } from '../check/examples.ts';
import type { Example, Lint } from '../check/lint.ts';

/** Formats the documentation of a lint as Markdown: its impact, its fix, and examples. */
export function lintPage(lint: Lint): string {
  const { id, severity, severityNote, title, impact, fix, asksRegistry, fires, silent } = lint;
  const registry = asksRegistry === undefined ? '' : ' It queries the registry, and is skipped with `--offline`.';
  return [
    `# ${id}\n`,
    `${title}. Severity: ${severity}${severityNote === undefined ? '' : `; ${severityNote}`}.${registry}\n`,
    `**Impact.** ${impact}\n`,
    `**Fix.** ${fix}\n`,
    `## Incorrect\n\n${exampleText(fires, silent)}`,
    `## Correct\n\n${exampleText(silent, fires)}`,
  ].join('\n');
}

/** Formats the parts of an example that differ from the other one. */
function exampleText(example: Example, other: Example): string {
  const { config = { extends: [PRESET] }, manifest = MANIFEST, tags, pageLimit, titles } = example;
  const { files = {}, untracked = {}, branches } = example;
  const differs = (key: keyof Example) => JSON.stringify(example[key]) !== JSON.stringify(other[key]);
  const parts = [
    ...(differs('config') ? [fenced('renovate.json', config)] : []),
    ...(differs('manifest') ? [fenced('components.json', manifest)] : []),
    ...(differs('files') ? Object.entries(files).map(([name, content]) => fencedFile(name, content)) : []),
    ...Object.entries(untracked).map(([name, content]) => fenced(`${name}, which is not tracked by git`, content)),
    ...(differs('config') && branches !== undefined ? [`The repository has the branch ${branches.join(', ')}.\n`] : []),
    ...(differs('tags') && tags !== undefined ? [fenced('The tags of the registry', tags)] : []),
    ...(pageLimit === undefined ? [] : [`The registry returns ${pageLimit} tags a page.\n`]),
    ...(titles === undefined ? [] : [`The layer of each artifact is titled \`${titles}\`.\n`]),
  ];
  return parts.length > 0 ? parts.join('\n') : 'The same without these parts.\n';
}

function fencedFile(name: string, content: unknown): string {
  return typeof content === 'string' ? fenced(name, content.trimEnd(), 'sh') : fenced(name, content);
}

function fenced(name: string, content: unknown, language = 'json'): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return `${name}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
}
