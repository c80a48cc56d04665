import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSuperblock } from '../../src/host/disk-image.ts';
import { InvalidImageError } from '../../src/host/errors.ts';
import { readXattrs } from '../../src/host/xattrs.ts';
import { runProgram } from '../../src/system/run-program.ts';
import { missing } from '../tools.ts';
import { makeImage } from './images.ts';
import { makeRoot } from './root.ts';

const COUNT = 60;
const FILES = Array.from({ length: COUNT }, (_, i) => `usr/share/many/${i}`);
/** So long that they take several blocks, and that some values are stored apart. */
const XATTRS = FILES.map((file, i) => [file, `user.a${i}=${'x'.repeat(9 * i)}`] as const);

describe.skipIf(missing('mksquashfs', 'setfattr', 'xz')).each(['gzip', 'zstd', 'lz4', 'xz'])('%s', (compression) => {
  const make = () =>
    makeImage({
      files: Object.fromEntries(FILES.map((file) => [file, ''])),
      xattrs: [...XATTRS, ['usr/bin', `user.same=${'x'.repeat(9 * COUNT)}`], ['usr/lib', 'user.same=1']],
      args: ['-comp', compression],
    });

  test('each attribute, once, with its value', async () => {
    const file = path.join(makeRoot({ image: make() }), 'image');
    const found = await readXattrs(file, await readSuperblock(file), runProgram);
    const expected = [...XATTRS.map(([, attribute]) => attribute), `user.same=${'x'.repeat(9 * COUNT)}`, 'user.same=1'];
    expect(found.map(({ name, value }) => `${name}=${value}`).sort()).toEqual(expected.sort());
  });

  test('whatever bytes of it are damaged, it is the image’s fault', async () => {
    const image = make();
    const file = path.join(makeRoot(), 'image');
    const table = Number(image.readBigUInt64LE(56));
    const damages = fc.array(
      fc.record({ at: fc.integer({ min: table - 1500, max: table + 60 }), byte: fc.nat({ max: 255 }) }),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(damages, async (all) => {
        const damaged = Buffer.from(image);
        for (const { at, byte } of all) damaged[at] = byte;
        writeFileSync(file, damaged);
        const error = await readXattrs(file, await readSuperblock(file), runProgram).catch((one: unknown) => one);
        if (!Array.isArray(error)) expect(error).toBeInstanceOf(InvalidImageError);
      }),
      { numRuns: compression === 'xz' ? 10 : 100 },
    );
  });
});
