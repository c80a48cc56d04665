/** A list of `name=value`, as header fields have them; names are in lower case. */
export type Parameters = ReadonlyMap<string, string>;

/** A scheme of authentication that a server accepts (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Parameters;
}

/** A token that fits into a header: it has printable characters only. */
export const HEADER_TOKEN = /^[\x21-\x7e]+$/;

const SEPARATORS = /[\s,]*/y;
const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const EQUALS = /\s*=\s*/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
/** Against the specification, some servers quote like this, or not at all. */
const SINGLE_QUOTED = /'[^']*'/y;
const UNQUOTED = /[^\s,;"]+/y;
const SEMICOLON = /\s*;\s*/y;
const TARGET = /<[^>]*>/y;

/** Reads a header field from left to right, each character a bounded number of times. */
class HeaderReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Reads the match of a pattern at this position. @returns `undefined` if it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** Reads a string, with or without quotes. */
  value(): string {
    const quoted = this.take(QUOTED)?.slice(1, -1).replace(/\\(.)/g, '$1') ?? this.take(SINGLE_QUOTED)?.slice(1, -1);
    return quoted ?? this.take(UNQUOTED) ?? '';
  }
}

/** Parses the challenges of a `WWW-Authenticate` header, up to the first part that is invalid. */
export function parseChallenges(header: string): Challenge[] {
  const reader = new HeaderReader(header);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  while (true) {
    reader.take(SEPARATORS);
    const name = reader.take(TOKEN)?.toLowerCase();
    if (name === undefined) return challenges;
    if (reader.take(EQUALS) === undefined) challenges.push({ scheme: name, parameters: new Map() });
    else challenges.at(-1)?.parameters.set(name, reader.value());
  }
}

/**
 * Parses the target of the `next` link of a `Link` header (RFC 8288, section 3): a relative or absolute reference. Some
 * registries omit the relation: then it is the first target with a query.
 *
 * @returns `undefined` if the header does not have one; `null` if it cannot be parsed to its end.
 */
export function nextLink(header: string): string | undefined | null {
  const reader = new HeaderReader(header);
  let unrelated: string | undefined;
  while (true) {
    reader.take(SEPARATORS);
    if (reader.isAtEnd) return unrelated;
    const target = reader.take(TARGET)?.slice(1, -1);
    if (target === undefined) return null;
    const relations: string[] = [];
    while (reader.take(SEMICOLON) !== undefined) {
      const name = reader.take(TOKEN)?.toLowerCase();
      const value = reader.take(EQUALS) === undefined ? '' : reader.value();
      if (name === 'rel') relations.push(...value.toLowerCase().split(/\s+/));
    }
    if (relations.includes('next')) return target;
    if (relations.length === 0 && target.includes('?')) unrelated ??= target;
  }
}
