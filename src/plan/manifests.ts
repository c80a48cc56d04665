import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatPath } from '../manifest/path.ts';
import { readSlots, type Slot } from '../manifest/slots.ts';
import type { Answer, Dependency } from '../renovate/protocol.ts';
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
  const extracted = countExtracted(file, answer, () => true);
  const active = countExtracted(file, answer, isActive);
  return slots.flatMap((slot): Problem[] => {
    const { repository, latestVersion } = slot;
    const own = key(repository, latestVersion);
    const isTwice = (active.get(own) ?? 0) > (held.get(own) ?? 0);
    const isMissing = (extracted.get(own) ?? 0) < (held.get(own) ?? 0);
    const why = isTwice ? TWICE : isMissing ? whyNotExtracted(slot) : undefined;
    if (why === undefined) return [];
    return [
      {
        severity: 'error',
        code: isTwice ? 'extracted-twice' : 'not-extracted',
        message: `${slotWords(slot)}${why}`,
        file,
        package: repository,
      },
    ];
  });
}

function key(repository: string, value: string): string {
  return `${repository} ${value}`;
}

/** `Packages[0].downloadURIs.flatcar.current.versionsV2[1] has the value "v1.34.10-1-azlinux3"`: how a problem starts. */
export function slotWords({ path, latestVersion }: Pick<Slot, 'path' | 'latestVersion'>): string {
  return `${formatPath(path)} has the value ${JSON.stringify(latestVersion)}`;
}

/** Whether Renovate edits what it extracted: what is disabled is in no other manager's way. */
function isActive({ skipReason = '' }: Dependency): boolean {
  return !['disabled', 'ignored', 'package-rules'].includes(skipReason);
}

function countExtracted(
  file: string,
  { packageFiles }: Answer,
  counts: (dep: Dependency) => boolean,
): Map<string, number> {
  const own = packageFiles.filter(({ packageFile }) => packageFile === file);
  const deps = own.flatMap((one) => one.deps.filter(counts));
  return countBy(deps.map(({ packageName = '', currentValue }) => key(packageName, currentValue ?? '')));
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function whyNotExtracted({ latestVersion }: Slot): string | undefined {
  const reading = readVersion(latestVersion);
  switch (reading.kind) {
    case 'foreign':
      return undefined;
    case 'malformed':
      return `, which is not of the grammar: ${reading.why}`;
    case 'revisionless':
      return ' without revision and distro; add the preset presets/revisionless(<distro>)';
    case 'version':
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
