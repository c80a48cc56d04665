import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file of the repository, with its text. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
  /** Whether it is UTF-16, which Renovate does not read. */
  readonly isUtf16: boolean;
}

/** The largest file that is read, in bytes: what people write is smaller. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The byte order marks of UTF-16: the least significant byte first, or last. */
const UTF_16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])] as const;

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
      if (text !== undefined) found.push({ file, ...text });
    }
  };
  await Promise.all(Array.from({ length: MAX_OPEN_FILES }, readOn));
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

async function readTextWith(mark: string, file: string): Promise<Omit<TextFile, 'file'> | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const content = await readFile(file);
    const order = UTF_16.findIndex((bytes) => content.subarray(0, bytes.length).equals(bytes));
    if (order !== -1) {
      const text = (order === 0 ? content : content.swap16()).toString('utf16le');
      return text.includes(mark) ? { text, isUtf16: true } : undefined;
    }
    const isBinary = content.subarray(0, BINARY_BYTES).includes(0);
    return isBinary || !content.includes(mark) ? undefined : { text: content.toString('utf8'), isUtf16: false };
  } catch {
    // An odd number of bytes is not UTF-16 either.
    return undefined;
  }
}
