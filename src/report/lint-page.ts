import { MANIFEST, PRESET } from '../check/examples.ts';
import { type Example, type ExpectedFinding, FIRST_RELEASE, type Lint } from '../check/lint.ts';

/** Formats the page of a lint as Markdown: its properties, impact and fix, and an example before and after the fix. */
export function lintPage(lint: Lint): string {
  const { id, severity, severityNote, title, impact, fix, asksRegistry, since = FIRST_RELEASE, invalid, valid } = lint;
  const registry = asksRegistry === undefined ? 'no' : asksRegistry === 'as a plan' ? 'yes, or a snapshot' : 'yes';
  return [
    `# ${id}\n`,
    `${title}.\n`,
    '| severity | needs a registry | fixable | since |',
    '| --- | --- | --- | --- |',
    `| ${severityNote === undefined ? severity : `${severity}; ${severityNote}`} | ${registry} | no | ${since} |\n`,
    `## Impact\n\n${impact}\n`,
    `## Fix\n\n${fix}\n`,
    `## Before\n\n${exampleText(invalid, valid)}`,
    `${fenced('Reported as', invalid.findings.map(findingText).join('\n'), 'text')}`,
    `## After\n\n${exampleText(valid, invalid)}`,
  ].join('\n');
}

function findingText({ file, line, message }: ExpectedFinding): string {
  return `${file}:${line}: ${message}`;
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
    ...Object.entries(untracked).map(([name, content]) => fenced(`${name}, which git does not track`, content)),
    ...(differs('config') && branches !== undefined ? [`The repository has the branch ${branches.join(', ')}.\n`] : []),
    ...(differs('tags') && tags !== undefined ? [fenced('Tags in the registry', tags)] : []),
    ...(pageLimit === undefined ? [] : [`The registry returns ${pageLimit} tags per page.\n`]),
    ...(titles === undefined ? [] : [`The layer title of each artifact is \`${titles}\`.\n`]),
  ];
  return parts.join('\n');
}

function fencedFile(name: string, content: unknown): string {
  return typeof content === 'string' ? fenced(name, content.trimEnd(), 'sh') : fenced(name, content);
}

function fenced(name: string, content: unknown, language = 'json'): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return `${name}:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
}
