import type { z } from 'zod';

/**
 * Parses JSON of a certain shape, also after a byte order mark.
 *
 * @returns `undefined` for everything else. The parsers' messages are not passed on: they quote the input, which may be a
 *   secret, or long.
 */
export function parseJson<Shape extends z.ZodType>(shape: Shape, text: string | Buffer): z.infer<Shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(text.toString().replace(/^\uFEFF/, ''))).data;
  } catch {
    return undefined;
  }
}
