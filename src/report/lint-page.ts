import { MANIFEST, PRESET } from '../check/examples.ts';
import type { Example, Lint } from '../check/lint.ts';

/** A lint's page, as Markdown: what it is about, what comes of it, how to fix it, and where it fires. */
export function lintPage(lint: Lint): string {
  const { id, severity, severityNote, title, impact, fix, asksRegistry, fires, silent } = lint;
  const registry = asksRegistry === undefined ? '' : ' It asks the registry, and is skipped with `--offline`.';
  return [
    `# ${id}\n`,
    `${title}. Severity: ${severity}${severityNote === undefined ? '' : `; ${severityNote}`}.${registry}\n`,
    `**Impact.** ${impact}\n`,
    `**Fix.** ${fix}\n`,
    `## It fires\n\n${exampleText(fires, silent)}`,
    `## It is silent\n\n${exampleText(silent, fires)}`,
  ].join('\n');
}

/** The parts of an example that differ from the other one. */
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
    ...(differs('tags') && tags !== undefined ? [fenced('The registry has', tags)] : []),
    ...(pageLimit === undefined ? [] : [`The registry gives ${pageLimit} tags at a time.\n`]),
    ...(titles === undefined ? [] : [`The layer of each artifact is titled \`${titles}\`.\n`]),
  ];
  return parts.length > 0 ? parts.join('\n') : 'Where all of that is as it should be.\n';
}

function fencedFile(name: string, content: unknown): string {
  return typeof content === 'string' ? fenced(name, content.trimEnd(), 'sh') : fenced(name, content);
}

function fenced(name: string, content: unknown, language = 'json'): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return `${name}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
}
