import { placeOf, sentenceOf } from '../analysis/diagnostic.ts';
import type { Plan, PullRequest, SkippedVersion, Upgrade } from '../analysis/schema.ts';
import { count } from './count.ts';
import { diffLines, diffSize } from './diff-lines.ts';
import { baseBranchOf, bySeverity, factsOf, headline, isIncomplete, isNewer, othersOf, severities } from './facts.ts';
import { code, fenced, prose, tableHead, tableRow } from './markdown-text.ts';
import { REASON_WORDS, WAIT_WORDS } from './words.ts';

/** GitHub takes 65,536 characters in a comment. Whoever posts this may have something to say above it. */
const LIMIT = 65_000;

/** A step's summary has at most 1 MiB. */
const LIMIT_BYTES = 1024 * 1024;

/** What is left out first comes last. */
const KINDS = ['problem', 'upgrade', 'candidate', 'diff'] as const;

/** A part of the document: a frame, and items of which the last ones can be left out. */
interface Block {
  readonly kind: (typeof KINDS)[number];
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
}

/**
 * A plan as GitHub's Markdown, for a pull request's comment or a step's summary.
 *
 * @param options.limit the most characters; what does not fit is left out from the end, diffs first, and counted.
 * @returns the summary in one line, then problems, pull requests with their diffs, and what is held back.
 */
export function planMarkdown(plan: Plan, { limit = LIMIT }: { limit?: number } = {}): string {
  const summary = `${summaryLine(plan)}\n`;
  const { renovate, preset } = plan;
  const others = othersOf(plan);
  const engine = renovate.re2 ? 'RE2' : '**JavaScript RegExp, not RE2**';
  const madeWith = `\nRenovate ${code(renovate.version)} with ${engine}, presets from ${code(preset.source)}${others === '' ? '' : `; ${others}`}\n\n`;
  const blocks = [
    ...problemBlocks(plan),
    ...plan.pullRequests.flatMap((request) => pullRequestBlocks(request, baseBranchOf(plan, request))),
    ...heldBackBlocks(plan.skipped),
  ];
  const text = fitBlocks(summary + madeWith, blocks, limit) ?? summary.slice(0, limit);
  return `${text.trimEnd()}\n`.slice(0, limit);
}

function summaryLine(plan: Plan): string {
  const facts = factsOf(plan);
  const parts = [
    `**${headline(facts)}**`,
    ...(facts.skipped > 0 ? [`${count(facts.skipped, 'newer candidate')} held back`] : []),
    ...(facts.errors + facts.warnings > 0 ? [severities(facts)] : []),
  ];
  return `${parts.join('; ')}.`;
}

function problemBlocks(plan: Plan): Block[] {
  const { diagnostics } = plan;
  if (diagnostics.length === 0) return [];
  const incomplete = '**This plan is incomplete**: what could not be looked up is missing from it.\n\n';
  return [
    {
      kind: 'problem',
      open: `### Problems\n\n${isIncomplete(plan) ? incomplete : ''}`,
      items: bySeverity(diagnostics).map((problem) => {
        const { severity, id, package: repository } = problem;
        const places = [id, placeOf(problem), repository].filter((place) => place !== null).map(code);
        return `- **${severity}**: ${prose(sentenceOf(problem))} (${places.join(', ')})\n`;
      }),
      close: '\n',
    },
  ];
}

function pullRequestBlocks(request: PullRequest, baseBranch: string | null): Block[] {
  const heading = `### ${prose(request.title)}\n\n${pullRequestFacts(request, baseBranch)}\n\n`;
  const upgrades: Block = {
    kind: 'upgrade',
    open: `${heading}${tableHead(['Slot', 'From', 'To', 'Type', 'Line', 'Distro', 'Architectures', 'File'])}`,
    items: request.upgrades.map(upgradeRow),
    close: '\n',
  };
  return request.diff === '' ? [upgrades] : [upgrades, diffBlock(request.diff)];
}

function pullRequestFacts(request: PullRequest, baseBranch: string | null): string {
  const { branch, group, draft, automerge, waitsFor, labels, reviewers, assignees } = request;
  const facts = [
    `Branch ${code(branch)}${baseBranch === null ? '' : ` into ${code(baseBranch)}`}`,
    ...(draft ? ['draft'] : []),
    ...(group === null ? [] : [`group ${code(group)}`]),
    automerge ? '**merges by itself**' : 'merged by hand',
    ...(waitsFor === null ? [] : [`waits for ${WAIT_WORDS[waitsFor]}`]),
    ...(labels.length === 0 ? [] : [`labels ${names(labels)}`]),
    ...(reviewers.length === 0 ? [] : [`reviewers ${names(reviewers)}`]),
    ...(assignees.length === 0 ? [] : [`assignees ${names(assignees)}`]),
  ];
  return facts.join(' · ');
}

/** The first few: they stand in a frame, which is shown whole or not at all. */
function names(all: readonly string[]): string {
  const most = 10;
  const rest = all.length > most ? ` and ${count(all.length - most, 'more name')}` : '';
  return `${all.slice(0, most).map(code).join(', ')}${rest}`;
}

function upgradeRow({ slot, from, to, updateType, minor, distro, artifacts, file }: Upgrade): string {
  const arches = artifacts.map(({ arch }) => arch).join(', ');
  const cells = [prose(slot), code(from), code(to), prose(updateType), prose(minor ?? ''), prose(distro ?? '')];
  return tableRow([...cells, prose(arches), code(file)]);
}

function diffBlock(diff: string): Block {
  const lines = diffLines(diff);
  const { files, added, removed } = diffSize(lines);
  return {
    kind: 'diff',
    open: `<details><summary>Diff: +${added} −${removed} in ${count(files, 'file')}</summary>\n\n`,
    items: [
      `${fenced(
        'diff',
        lines.map((line) => line.text),
      )}\n`,
    ],
    close: '\n</details>\n\n',
  };
}

function heldBackBlocks(skipped: readonly SkippedVersion[]): Block[] {
  if (skipped.length === 0) return [];
  const newer = skipped.filter(isNewer);
  const older = skipped.filter((held) => !isNewer(held));
  const size = `${count(newer.length, 'newer candidate')}${older.length > 0 ? `, ${older.length} not newer` : ''}`;
  return [
    {
      kind: 'candidate',
      open: `<details><summary>Held back: ${size}</summary>\n\n${tableHead(['Slot', 'Has', 'Candidate', 'Why', 'In detail', 'File'])}`,
      items: [...newer, ...older].map(({ slot, from, candidate, reason, detail, file }) => {
        return tableRow([
          prose(slot),
          code(from),
          code(candidate),
          REASON_WORDS[reason].label,
          prose(detail),
          code(file),
        ]);
      }),
      close: '\n</details>\n',
    },
  ];
}

/*
 * The size.
 */

/** @returns what fits of the blocks; `undefined` where not even the head does. */
function fitBlocks(head: string, blocks: readonly Block[], limit: number): string | undefined {
  const whole = head + blocks.map((block) => blockText(block, block.items.length)).join('');
  if (createRoom(limit).take(whole)) return whole;
  const room = createRoom(limit);
  // The longest line that can come out is the one that counts everything.
  if (!room.take(head + leftOut(blocks, new Map()))) return undefined;
  const shown = fillRoom(room, blocks);
  const parts = blocks.map((block) => {
    const items = shown.get(block);
    return items === undefined ? '' : blockText(block, items);
  });
  return head + parts.join('') + leftOut(blocks, shown);
}

function blockText({ open, items, close }: Block, shown: number): string {
  return `${open}${items.slice(0, shown).join('')}${close}`;
}

interface Room {
  /** Whether the text fits; if so, its place is taken. */
  readonly take: (text: string) => boolean;
}

function createRoom(limit: number): Room {
  let chars = limit;
  let bytes = LIMIT_BYTES;
  return {
    take: (text) => {
      // Units of UTF-16: never fewer than characters, however they are counted.
      if (text.length > chars || Buffer.byteLength(text) > bytes) return false;
      chars -= text.length;
      bytes -= Buffer.byteLength(text);
      return true;
    },
  };
}

/**
 * After the first item that does not fit there is nothing more, so that no part is missing in the middle.
 *
 * @returns for each block that is shown, how many of its items are.
 */
function fillRoom(room: Room, blocks: readonly Block[]): Map<Block, number> {
  const shown = new Map<Block, number>();
  for (const block of KINDS.flatMap((kind) => blocks.filter((block) => block.kind === kind))) {
    const { kind, open, items, close } = block;
    // A diff is shown whole or not at all, and a smaller one may fit after it.
    if (kind === 'diff') {
      if (room.take(blockText(block, items.length))) shown.set(block, items.length);
      continue;
    }
    // No frame without its first item.
    const [first = '', ...others] = items;
    if (!room.take(open + first + close)) return shown;
    const rest = others.findIndex((item) => !room.take(item));
    shown.set(block, rest === -1 ? items.length : rest + 1);
    if (rest !== -1) return shown;
  }
  return shown;
}

/** A line that says how much of what is not shown. */
function leftOut(blocks: readonly Block[], shown: ReadonlyMap<Block, number>): string {
  const missing = (kind: Block['kind']) => {
    const missed = blocks
      .filter((block) => block.kind === kind)
      .map((block) => block.items.length - (shown.get(block) ?? 0));
    return missed.reduce((sum, n) => sum + n, 0);
  };
  const requests = blocks.filter((block) => block.kind === 'upgrade' && !shown.has(block)).length;
  const parts = [
    ...(requests > 0 ? [count(requests, 'whole pull request')] : []),
    ...KINDS.map((kind) => ({ kind, n: missing(kind) })).flatMap(({ kind, n }) => (n > 0 ? [count(n, kind)] : [])),
  ];
  return `\n**Left out, for the size of this text**: ${parts.join(', ')}.\n`;
}
