import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatPath } from '../manifest/path.ts';
import { MAX_SLOT_DEPTH } from '../manifest/schema.ts';
import { readSlots, type Slot } from '../manifest/slots.ts';
import type { Answer } from '../renovate/protocol.ts';
import { readVersion } from '../sysext/diagnose.ts';
import type { Problem } from './schema.ts';

/** A manifest of the repository, read. */
export interface Manifest {
  readonly file: string;
  readonly text: string;
  readonly slots: readonly Slot[];
  /** What in it cannot be read. */
  readonly problems: readonly Problem[];
}

/** Whether a file of the repository may be a manifest with sysexts. */
export function isManifest(file: string): boolean {
  return /(?:^|\/)components\.json$/.test(file) && !/(?:^|\/)node_modules\//.test(file);
}

/** Reads manifests of a folder. @param files paths from `dir`. */
export function readManifests(dir: string, files: readonly string[]): Promise<Manifest[]> {
  return Promise.all(files.map(async (file) => readManifest(file, await readFile(path.join(dir, file), 'utf8'))));
}

/** Reads a manifest. One that is no JSON, or has slots that cannot be read, says so in its problems. */
export function readManifest(file: string, text: string): Manifest {
  // Other tools have a components.json, too.
  if (!text.includes('-sysext')) return { file, text, slots: [], problems: [] };
  const problem = (name: string | null, message: string): Problem => {
    return { severity: 'error', code: 'manifest', message, file, package: name };
  };
  try {
    const { slots, problems } = readSlots(text);
    return {
      file,
      text,
      slots,
      problems: problems.map((one) => problem(one.package, `${formatPath(one.path)} ${one.message}`)),
    };
  } catch (error) {
    return { file, text, slots: [], problems: [problem(null, `is not JSON: ${(error as Error).message}`)] };
  }
}

const TWICE = ", which two managers take: their edits get in each other's way; take sysexts out of the other manager";

/** Slots that Renovate has no dependency for, or two. */
export function extractionProblems({ file, slots }: Manifest, answer: Answer): Problem[] {
  const held = countBy(slots.map(({ repository, latestVersion }) => key(repository, latestVersion)));
  const extracted = countExtracted(file, answer);
  return slots.flatMap((slot): Problem[] => {
    const { path, repository, latestVersion } = slot;
    const surplus =
      (extracted.get(key(repository, latestVersion)) ?? 0) - (held.get(key(repository, latestVersion)) ?? 0);
    const why = surplus > 0 ? TWICE : surplus < 0 ? whyNotExtracted(slot) : undefined;
    if (why === undefined) return [];
    const message = `${formatPath(path)} has the value ${JSON.stringify(latestVersion)}${why}`;
    return [
      {
        severity: 'error',
        code: surplus > 0 ? 'extracted-twice' : 'not-extracted',
        message,
        file,
        package: repository,
      },
    ];
  });
}

function key(repository: string, value: string): string {
  return `${repository} ${value}`;
}

function countExtracted(file: string, { packageFiles }: Answer): Map<string, number> {
  const deps = packageFiles.filter(({ packageFile }) => packageFile === file).flatMap((one) => one.deps);
  return countBy(deps.map(({ packageName = '', currentValue }) => key(packageName, currentValue ?? '')));
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function whyNotExtracted({ latestVersion, previousLatestVersion = '', depth }: Slot): string | undefined {
  const reading = readVersion(latestVersion);
  switch (reading.kind) {
    case 'foreign':
      return undefined;
    case 'malformed':
      return `, which is not of the grammar: ${reading.why}`;
    case 'revisionless':
      return ' without revision and distro; add the preset presets/revisionless(<distro>)';
    case 'version':
      if (depth > MAX_SLOT_DEPTH) {
        return `, and objects in it are nested deeper than ${MAX_SLOT_DEPTH} levels, where no manager matches it: flatten them`;
      }
      if (/["\\]/.test(previousLatestVersion)) {
        return ', and its previousLatestVersion has an escaped character, with which no manager matches it: correct it';
      }
      return ', and no manager takes it; extend the default preset, or see whether ignorePaths hides the file';
  }
}

/** What is cached beside a slot's version, by `<file> <repository> <version>`. */
export function previousVersions(manifests: readonly Manifest[]): Map<string, string> {
  const entries = manifests.flatMap(({ file, slots }) =>
    slots.flatMap(({ repository, latestVersion, previousLatestVersion }): [string, string][] =>
      previousLatestVersion === undefined ? [] : [[`${file} ${key(repository, latestVersion)}`, previousLatestVersion]],
    ),
  );
  return new Map(entries);
}
