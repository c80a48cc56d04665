import { count } from './count.ts';

/**
 * The most characters of a report in Markdown. GitHub accepts 65,536 in a comment, and the job that posts it may add
 * text of its own.
 */
export const MAX_CHARS = 60_000;

/** A part of a report: a frame, and items of which the last ones can be omitted. */
export interface Block {
  /** Counts the items. Blocks with the same noun have the same priority. */
  readonly noun: string;
  /** Counts the block itself if nothing of it is shown. */
  readonly unit?: string;
  /** Whether the block is shown entirely or not at all. A smaller one may fit after one that does not. */
  readonly entire?: boolean;
  readonly open: string;
  readonly items: readonly string[];
  readonly close: string;
}

interface Room {
  /** Reserves room for a text. @returns whether it fits. */
  readonly take: (text: string) => boolean;
}

/** @param limit in UTF-16 code units, of which there are never fewer than characters. */
function createRoom(limit: number): Room {
  let left = limit;
  return {
    take: (text) => {
      if (text.length > left) return false;
      left -= text.length;
      return true;
    },
  };
}

/** Selects the first texts, as many as fit into a report together. */
export function fitting(texts: readonly string[]): readonly string[] {
  const room = createRoom(MAX_CHARS);
  const over = texts.findIndex((text) => !room.take(text));
  return over === -1 ? texts : texts.slice(0, over);
}

/**
 * Joins blocks to a report of at most `limit` characters. Omitted items are counted in its last line.
 *
 * @param nouns the nouns of the blocks, in the order in which they get room.
 * @param limit in characters.
 */
export function fitBlocks(
  head: string,
  blocks: readonly Block[],
  nouns: readonly string[],
  limit: number = MAX_CHARS,
): string {
  const complete = head + blocks.map((block) => blockText(block, block.items.length)).join('');
  if (complete.length <= limit) return complete;
  const room = createRoom(limit);
  // The longest last line is the one that counts everything.
  if (!room.take(head + omitted(blocks, nouns, new Map()))) return head.slice(0, limit);
  const shown = fillRoom(room, blocks, nouns);
  const parts = blocks.map((block) => {
    const items = shown.get(block);
    return items === undefined ? '' : blockText(block, items);
  });
  return head + parts.join('') + omitted(blocks, nouns, shown);
}

function blockText({ open, items, close }: Block, shown: number): string {
  return `${open}${items.slice(0, shown).join('')}${close}`;
}

/**
 * Reserves room for blocks in the order of their nouns. Nothing is shown after the first item that does not fit, so that
 * nothing is missing in the middle.
 *
 * @returns for each block that is shown, the number of its items that are.
 */
function fillRoom(room: Room, blocks: readonly Block[], nouns: readonly string[]): Map<Block, number> {
  const shown = new Map<Block, number>();
  for (const block of nouns.flatMap((noun) => blocks.filter((block) => block.noun === noun))) {
    const { entire, open, items, close } = block;
    if (entire) {
      if (room.take(blockText(block, items.length))) shown.set(block, items.length);
      continue;
    }
    // A frame without its first item is useless.
    const [first = '', ...others] = items;
    if (!room.take(open + first + close)) return shown;
    const rest = others.findIndex((item) => !room.take(item));
    shown.set(block, rest === -1 ? items.length : rest + 1);
    if (rest !== -1) return shown;
  }
  return shown;
}

/** The line that counts the omitted items. */
function omitted(blocks: readonly Block[], nouns: readonly string[], shown: ReadonlyMap<Block, number>): string {
  const units = Map.groupBy(
    blocks.filter((block) => !shown.has(block)),
    ({ unit }) => unit,
  );
  const parts = [
    ...[...units].flatMap(([unit, missing]) => (unit === undefined ? [] : [count(missing.length, unit)])),
    ...nouns.flatMap((noun) => {
      const missing = blocks
        .filter((block) => block.noun === noun)
        .reduce((sum, block) => sum + block.items.length - (shown.get(block) ?? 0), 0);
      return missing > 0 ? [count(missing, noun)] : [];
    }),
  ];
  return `\n**Omitted to fit the size limit**: ${parts.join(', ')}.\n`;
}
