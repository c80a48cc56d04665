import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file of the repository, with its text. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** The largest file that is read, in bytes: what people write is smaller. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The start of a file in which git looks for a NUL to tell that it is binary, in bytes. */
const BINARY_BYTES = 8000;

const MAX_OPEN_FILES = 64;

/** Reads the text files that contain `mark`. Files that are binary, too large or unreadable are left out. */
export async function readFilesWith(mark: string, dir: string, files: readonly string[]): Promise<TextFile[]> {
  const found: TextFile[] = [];
  const rest = files.values();
  const readOn = async () => {
    for (const file of rest) {
      const text = await readTextWith(mark, path.join(dir, file));
      if (text !== undefined) found.push({ file, text });
    }
  };
  await Promise.all(Array.from({ length: MAX_OPEN_FILES }, readOn));
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

async function readTextWith(mark: string, file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const content = await readFile(file);
    const isBinary = content.subarray(0, BINARY_BYTES).includes(0);
    return isBinary || !content.includes(mark) ? undefined : content.toString('utf8');
  } catch {
    return undefined;
  }
}
