import { readFile } from 'node:fs/promises';
import type { Arch } from '../sysext/arch.ts';
import { HostError } from './errors.ts';
import { placeIn } from './layout.ts';

/** The fields of an os-release or extension-release file. */
export type OsRelease = ReadonlyMap<string, string>;

/** White space and line ends, as systemd has them, and the characters that `\` escapes in double quotes. */
const WHITESPACE = ' \t\n\r';
const NEWLINE = '\n\r';
const ESCAPED = '"\\`$';

/**
 * Reads a file of assignments as systemd does (parse_env_file, in src/basic/env-file.c): nearly as a shell, without
 * expansions. A value may be in several quotes, and go over lines; of two assignments the last one counts. A line that
 * follows a comment which ends with a backslash is read, as since systemd 254.
 *
 * @throws {SyntaxError} if a name or a value is not UTF-8, or the file has a NUL in it: systemd then reads none of it.
 */
export function parseOsRelease(text: string | Buffer): OsRelease {
  const bytes = Buffer.from(text).toString('latin1');
  if (bytes.includes('\0')) throw new SyntaxError('has a NUL byte, and is not read by systemd');
  const release = new Map<string, string>();
  const reader = new CharacterReader(bytes);
  while (reader.skip(WHITESPACE)) {
    if (reader.is('#;')) {
      reader.until(NEWLINE);
      continue;
    }
    // The first character always belongs to the name.
    const key = `${reader.next()}${reader.until(`=${NEWLINE}`)}`;
    if (reader.next() === '=') release.set(decode(trimEnd(key)), decode(readValue(reader)));
  }
  return release;
}

/** Reads the value after `=`, up to the end of the line. */
function readValue(reader: CharacterReader): string {
  let value = '';
  /** Where the white space at the end starts, which does not count; it counts in quotes. */
  let end = 0;
  let isPlain = false;
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (NEWLINE.includes(next)) break;
    if (next === '\\') {
      const escaped = reader.next() ?? '\n';
      if (!NEWLINE.includes(escaped)) value += escaped;
      isPlain = true;
      end = value.length;
    } else if (!isPlain && (next === "'" || next === '"')) {
      value += next === "'" ? reader.until("'") : readQuoted(reader);
      if (next === "'") reader.next();
      end = value.length;
    } else if (isPlain || !WHITESPACE.includes(next)) {
      isPlain = true;
      value += next;
      if (!WHITESPACE.includes(next)) end = value.length;
    }
  }
  return value.slice(0, end);
}

/** Reads a string up to its closing double quote. */
function readQuoted(reader: CharacterReader): string {
  let value = '';
  for (let next = reader.next(); next !== undefined && next !== '"'; next = reader.next()) {
    if (next !== '\\') {
      value += next;
      continue;
    }
    const escaped = reader.next();
    if (escaped === undefined || escaped === '\n') continue;
    value += ESCAPED.includes(escaped) ? escaped : `\\${escaped}`;
  }
  return value;
}

/** A reader of single characters. */
class CharacterReader {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the next character is one of these. */
  is(characters: string): boolean {
    const next = this.#text[this.#at];
    return next !== undefined && characters.includes(next);
  }

  next(): string | undefined {
    return this.#text[this.#at++];
  }

  /** Reads up to the first of these characters, which stays. */
  until(characters: string): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !this.is(characters)) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  /** Skips these characters. @returns whether there is more. */
  skip(characters: string): boolean {
    while (this.is(characters)) this.#at += 1;
    return this.#at < this.#text.length;
  }
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && WHITESPACE.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: string): string {
  try {
    return UTF8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new SyntaxError('has bytes that are not UTF-8, and is not read by systemd');
  }
}

/** The os-release of a root. @throws {HostError} if it does not have one that systemd reads. */
export async function hostRelease(root: string): Promise<OsRelease> {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    const place = await placeIn(root, file, { follow: true });
    const bytes = await readFile(place).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (bytes === undefined) continue;
    try {
      return parseOsRelease(bytes);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new HostError('os-release', `${place} ${error.message}`, { cause: error });
    }
  }
  throw new HostError('os-release', `${root} has no etc/os-release or usr/lib/os-release: it is not the root of an OS`);
}

/**
 * Why systemd-sysext would skip an extension on a host, by the rules of systemd-sysext(8): SYSEXT_SCOPE,
 * ARCHITECTURE, ID and, unless that is `_any`, SYSEXT_LEVEL or else VERSION_ID.
 *
 * Newer versions of systemd also accept an ID in the host's ID_LIKE. These are the rules that all versions accept.
 *
 * @returns `undefined` when they fit together.
 */
export function whyIncompatible(extension: OsRelease, host: OsRelease, arch: Arch): string | undefined {
  const scope = extension.get('SYSEXT_SCOPE');
  if (scope !== undefined && !scope.split(/[ \t\n\r]+/).includes('system')) {
    return `is for SYSEXT_SCOPE=${scope}, not for a running system`;
  }
  const architecture = extension.get('ARCHITECTURE') ?? '';
  if (architecture !== '' && architecture !== '_any' && architecture !== arch) {
    return `has ARCHITECTURE=${architecture}, and the host is ${arch}`;
  }
  const id = extension.get('ID') ?? '';
  if (id === '') return 'has no ID';
  if (id === '_any') return undefined;
  const hostId = host.get('ID') ?? 'linux';
  if (id !== hostId) return `has ID=${id}, and the host has ID=${hostId}`;
  return whyOtherVersion(extension, host);
}

function whyOtherVersion(extension: OsRelease, host: OsRelease): string | undefined {
  const hostLevel = host.get('SYSEXT_LEVEL') ?? '';
  const level = extension.get('SYSEXT_LEVEL') ?? '';
  if (hostLevel !== '' && level !== '') {
    return level === hostLevel ? undefined : `has SYSEXT_LEVEL=${level}, and the host has SYSEXT_LEVEL=${hostLevel}`;
  }
  // Rolling releases have no version.
  const hostVersion = host.get('VERSION_ID') ?? '';
  const version = extension.get('VERSION_ID') ?? '';
  if (hostVersion === '' || version === hostVersion) return undefined;
  return `has ${version === '' ? 'no VERSION_ID' : `VERSION_ID=${version}`}, and the host has VERSION_ID=${hostVersion}`;
}
