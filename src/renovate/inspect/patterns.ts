import type { Internals } from '../internals.ts';
import type { Mistake } from '../messages.ts';
import type { Text } from './strings.ts';

/** Options whose value is a pattern if it is between slashes, beside those that Renovate declares. */
const VERSIONS = ['allowedVersions', 'matchCurrentVersion', 'matchCurrentValue', 'matchNewValue'];

/** Options whose value is a pattern without slashes. */
const BARE = ['extractVersion', 'extractVersionTemplate'];

/** The replacement of a template inside of a pattern, which Renovate replaces with numbers and names. */
const FILLED = '0';

/** Patterns that Renovate's engine rejects, in all options with patterns. */
export function patternMistakes(internals: Internals, texts: readonly Text[]): Mistake[] {
  const listed = new Set(
    internals['config/options/index.js'].getOptions().flatMap((one) => (one.patternMatch ? [one.name] : [])),
  );
  return texts.flatMap((text) =>
    patternsIn(text, listed).flatMap(({ pattern, flags }) => {
      const message = refusal(internals, pattern.replace(/\{\{.*?\}\}+/gs, FILLED), flags);
      return message === undefined
        ? []
        : [{ kind: 'pattern', path: [...text.path], option: text.key, value: pattern, message } as const];
    }),
  );
}

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

function patternsIn({ key, value, holder }: Text, listed: ReadonlySet<string>): Pattern[] {
  if (listed.has(key) || VERSIONS.includes(key)) {
    const between = /^!?\/(.*)\/(i?)$/s.exec(value);
    return between === null ? [] : [{ pattern: between[1] ?? '', flags: between[2] ?? '' }];
  }
  if (BARE.includes(key)) return [{ pattern: value, flags: '' }];
  if (key === 'matchStrings' && holder['customType'] !== 'jsonata') return [{ pattern: value, flags: '' }];
  if (key === 'versioning' || key === 'versioningTemplate') {
    return value.startsWith('regex:') ? [{ pattern: value.slice('regex:'.length), flags: '' }] : [];
  }
  // The first argument of the template helper `replace` is a pattern, too.
  return [...value.matchAll(/[{(]\s*replace\s+'([^']*)'/g)].map(([, pattern = '']) => ({ pattern, flags: '' }));
}

function refusal(internals: Internals, pattern: string, flags: string): string | undefined {
  try {
    internals['util/regex.js'].regEx(pattern, flags, false);
    return undefined;
  } catch (error) {
    return (error as { validationMessage?: string }).validationMessage ?? (error as Error).message;
  }
}
