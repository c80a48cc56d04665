import { sentenceOf } from '../analysis/diagnostic.ts';
import type { Plan, PullRequest, SkippedVersion, Upgrade } from '../analysis/schema.ts';
import { count } from './count.ts';
import { diffLines, diffSize } from './diff-lines.ts';
import { code, prose } from './escape.ts';
import {
  bySeverity,
  factsOf,
  headline,
  isIncomplete,
  isNewer,
  othersOf,
  placesOf,
  type RequestFact,
  requestFacts,
  severities,
} from './facts.ts';
import { type Block, fitBlocks, MAX_CHARS } from './fit.ts';
import { fenced, tableHead, tableRow } from './markdown-text.ts';
import { REASON_WORDS } from './words.ts';

/** The kinds of blocks by priority. */
const NOUNS = ['problem', 'upgrade', 'candidate', 'diff'];

/** The most names in one fact of a pull request. */
const MAX_NAMES = 10;

/**
 * Formats a plan as GitHub's Markdown, for a comment on a pull request or the summary of a step.
 *
 * @param options.limit in characters. What does not fit is omitted from the end, diffs first, and counted.
 * @returns the summary in one line, then problems, pull requests with their diffs, and skipped candidates.
 */
export function planMarkdown(plan: Plan, { limit = MAX_CHARS }: { limit?: number } = {}): string {
  const blocks = [
    ...problemBlocks(plan),
    ...plan.pullRequests.flatMap((request) => pullRequestBlocks(request, requestFacts(plan, request))),
    ...skippedBlocks(plan.skipped),
  ];
  const text = fitBlocks(`${summaryLine(plan)}\n\n${originLine(plan)}\n\n`, blocks, NOUNS, limit);
  return `${text.trimEnd()}\n`.slice(0, limit);
}

function summaryLine(plan: Plan): string {
  const facts = factsOf(plan);
  const parts = [
    `**${headline(facts)}**`,
    ...(facts.skipped > 0 ? [`${count(facts.skipped, 'newer candidate')} skipped`] : []),
    ...(facts.errors + facts.warnings > 0 ? [severities(facts)] : []),
  ];
  return `${parts.join('; ')}.`;
}

function originLine(plan: Plan): string {
  const { renovate, preset } = plan;
  const others = othersOf(plan);
  const engine = renovate.re2 ? 'RE2' : '**JavaScript RegExp, not RE2**';
  const origin = `Renovate ${code(renovate.version)} with ${engine}, presets from ${code(preset.source)}`;
  return others === '' ? origin : `${origin}; ${others}`;
}

function problemBlocks(plan: Plan): Block[] {
  const { diagnostics } = plan;
  if (diagnostics.length === 0) return [];
  const incomplete = '**This plan is incomplete**: failed lookups are missing from it.\n\n';
  return [
    {
      noun: 'problem',
      open: `### Problems\n\n${isIncomplete(plan) ? incomplete : ''}`,
      items: bySeverity(diagnostics).map((problem) => {
        const { severity, id } = problem;
        const message = prose(sentenceOf(problem));
        return `- **${severity}**: ${message} (${[id, ...placesOf(problem)].map(code).join(', ')})\n`;
      }),
      close: '\n',
    },
  ];
}

function pullRequestBlocks({ title, upgrades, diff }: PullRequest, facts: readonly RequestFact[]): Block[] {
  const heading = `### ${prose(title)}\n\n${facts.map(factText).join(' · ')}\n\n`;
  const block: Block = {
    noun: 'upgrade',
    unit: 'pull request',
    open: `${heading}${tableHead(['Slot', 'From', 'To', 'Type', 'Minor', 'Distro', 'Architectures', 'File'])}`,
    items: upgrades.map(upgradeRow),
    close: '\n',
  };
  return diff === '' ? [block] : [block, diffBlock(diff)];
}

/** The first few values: a heading is shown entirely or not at all. */
function factText({ name, values }: RequestFact): string {
  if (values.length === 0) return `**${name}**`;
  const rest = values.length > MAX_NAMES ? ` and ${count(values.length - MAX_NAMES, 'more name')}` : '';
  const format = name === 'Waits for' ? prose : code;
  return `${name} ${values.slice(0, MAX_NAMES).map(format).join(', ')}${rest}`;
}

function upgradeRow({ slot, from, to, updateType, minor, distro, artifacts, file }: Upgrade): string {
  const arches = artifacts.map(({ arch }) => arch).join(', ');
  const cells = [prose(slot), code(from), code(to), prose(updateType), prose(minor ?? ''), prose(distro ?? '')];
  return tableRow([...cells, prose(arches), code(file)]);
}

function diffBlock(diff: string): Block {
  const lines = diffLines(diff);
  const { files, added, removed } = diffSize(lines);
  const text = fenced(
    'diff',
    lines.map((line) => line.text),
  );
  return {
    noun: 'diff',
    entire: true,
    open: `<details><summary>Diff: +${added} −${removed} in ${count(files, 'file')}</summary>\n\n`,
    items: [`${text}\n`],
    close: '\n</details>\n\n',
  };
}

function skippedBlocks(all: readonly SkippedVersion[]): Block[] {
  if (all.length === 0) return [];
  const newer = all.filter(isNewer);
  const older = all.filter((one) => !isNewer(one));
  const size = `${count(newer.length, 'newer candidate')}${older.length > 0 ? `, ${older.length} not newer` : ''}`;
  const head = tableHead(['Slot', 'Current', 'Candidate', 'Reason', 'Detail', 'File']);
  return [
    {
      noun: 'candidate',
      open: `<details><summary>Skipped: ${size}</summary>\n\n${head}`,
      items: [...newer, ...older].map(({ slot, from, candidate, reason, detail, file }) => {
        const { label } = REASON_WORDS[reason];
        return tableRow([prose(slot), code(from), code(candidate), label, prose(detail), code(file)]);
      }),
      close: '\n</details>\n',
    },
  ];
}
