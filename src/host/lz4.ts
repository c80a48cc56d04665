/**
 * Decompresses a block of LZ4, without a frame, as squashfs has it (LZ4 Block Format Description). Node.js has no LZ4.
 *
 * @param max the most bytes that come out.
 * @throws {RangeError} if the block is damaged.
 */
export function decompressLz4(block: Buffer, max: number): Buffer {
  const output = Buffer.alloc(max);
  let at = 0;
  let length = 0;

  /** A length of which the token has four bits; 15 means that more bytes follow, up to one that is not 255. */
  function readLength(bits: number): number {
    let total = bits;
    if (bits < 15) return total;
    for (let byte = 255; byte === 255; ) {
      byte = block.readUInt8(at++);
      total += byte;
    }
    return total;
  }

  while (at < block.length) {
    const token = block.readUInt8(at++);
    const literals = readLength(token >> 4);
    if (at + literals > block.length || length + literals > max) throw new RangeError('the literals are too long');
    block.copy(output, length, at, at + literals);
    at += literals;
    length += literals;
    // The last sequence has no match.
    if (at === block.length) break;
    const distance = block.readUInt16LE(at);
    at += 2;
    const match = readLength(token & 15) + 4;
    if (distance === 0 || distance > length || length + match > max) throw new RangeError('the match is out of range');
    // Byte by byte: a match may overlap with what it writes.
    for (const end = length + match; length < end; length++) output[length] = output[length - distance] ?? 0;
  }
  return output.subarray(0, length);
}
