import { expect, test } from 'vitest';
import { decompressLz4 } from '../../src/host/lz4.ts';

/** Blocks in hexadecimal, and what they stand for. */
const BLOCKS: readonly (readonly [block: string, content: string])[] = [
  ['00', ''],
  ['1061', 'a'],
  ['50 6162636465', 'abcde'],
  // One byte, and a match that overlaps with itself: four and more of it.
  ['11 61 0100 50 6263646566', 'aaaaaabcdef'],
  // 15 and more literals.
  ['f001 61616161616161616161616161616161', 'aaaaaaaaaaaaaaaa'],
];

test.each(BLOCKS)('%s', (block, content) => {
  expect(decompressLz4(Buffer.from(block.replaceAll(' ', ''), 'hex'), 100).toString()).toBe(content);
});

test.each([
  ['literals that are not there', '50 6162'],
  ['a match before the start', '11 61 0200 00'],
  ['a match at no distance', '11 61 0000 00'],
  ['no distance', '11 61 01'],
  ['more than fits', `f0ff54 ${'61'.repeat(15 + 255 + 84)}`],
  ['a match of more than fits', '1f 61 0100 ff00 00'],
  ['a length that has no end', 'f0 ffff'],
])('damaged: %s', (_, block) => {
  expect(() => decompressLz4(Buffer.from(block.replaceAll(' ', ''), 'hex'), 100)).toThrow(RangeError);
});
