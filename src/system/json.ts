import type { z } from 'zod';

/**
 * Reads JSON of a certain shape, also behind a byte order mark.
 *
 * @returns `undefined` for everything else. The parsers' messages are not handed on: they quote the text, which may be
 *   a secret, or as long as a registry likes.
 */
export function parseJson<Shape extends z.ZodType>(shape: Shape, text: string | Buffer): z.infer<Shape> | undefined {
  try {
    return shape.safeParse(JSON.parse(text.toString().replace(/^\uFEFF/, ''))).data;
  } catch {
    return undefined;
  }
}
