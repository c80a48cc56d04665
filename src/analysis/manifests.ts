import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatPath } from '../manifest/path.ts';
import { MAX_SLOT_DEPTH } from '../manifest/schema.ts';
import { readSlots, type Slot } from '../manifest/slots.ts';

import type { BaseBranch, Dependency, RenovateResult } from '../renovate/messages.ts';
import { findComponent } from '../sysext/component.ts';

import { readVersion } from '../sysext/diagnose.ts';
import type { Problem } from './schema.ts';
import { whyNotMatched } from './unmatched.ts';

/** A manifest of the repository, read. */
export interface Manifest {
  readonly file: string;
  /** The branch that it is in. */
  readonly baseBranch: string | null;
  readonly text: string;
  readonly slots: readonly Slot[];
  /** What in it cannot be read. */
  readonly problems: readonly Problem[];
}

/** The name of a manifest, for a run of Renovate to keep its text. */
export const MANIFEST_NAME = '(?:^|/)components\\.json$';

const MANIFEST = new RegExp(MANIFEST_NAME);

/** How a file starts of which git has a pointer alone, and its content is elsewhere (git-lfs, docs/spec.md). */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** Whether a file of the repository may be a manifest with sysexts. */
export function isManifest(file: string): boolean {
  return MANIFEST.test(file) && !/(?:^|\/)node_modules\//.test(file);
}

/** Reads manifests of a directory. @param files paths from `dir`. */
export function readManifests(dir: string, files: readonly string[]): Promise<Manifest[]> {
  return Promise.all(files.map(async (file) => readManifest(file, await readFile(path.join(dir, file), 'utf8'))));
}

/** The manifests of a base branch. */
export function manifestsOf({ name, texts }: Pick<BaseBranch, 'name' | 'texts'>): Manifest[] {
  const files = Object.keys(texts).filter(isManifest);
  return files.map((file) => readManifest(file, texts[file] ?? '', name));
}

/** Reads a manifest. One that is not JSON, or has slots that cannot be read, says so in its problems. */
export function readManifest(file: string, content: string, baseBranch: string | null = null): Manifest {
  // Editors on Windows write a byte order mark, which Renovate does not mind.
  const text = content.replace(/^\uFEFF/, '');
  const none = { file, baseBranch, text, slots: [], problems: [] };
  const problem = (name: string | null, message: string): Problem => {
    return { severity: 'error', code: 'manifest', message, file, package: name };
  };
  if (text.startsWith(LFS_POINTER)) {
    const message = 'is a pointer of Git LFS, in which Renovate finds nothing: remove it from LFS if it is a manifest';
    return { ...none, problems: [{ ...problem(null, message), severity: 'warning' }] };
  }
  // Read as UTF-8, every second character of UTF-16 is a NUL.
  if (text.includes('\0') && text.replaceAll('\0', '').includes('-sysext')) {
    return { ...none, problems: [problem(null, 'is UTF-16, which Renovate does not read: save it as UTF-8')] };
  }
  // Other tools have a components.json, too.
  if (!text.includes('-sysext')) return none;
  try {
    const { slots, problems } = readSlots(text);
    return {
      ...none,
      slots,
      problems: problems.map((one) => problem(one.package, `${formatPath(one.path)} ${one.message}`)),
    };
  } catch (error) {
    return { ...none, problems: [problem(null, `is not JSON: ${(error as Error).message}`)] };
  }
}

const TWICE = ", which two managers take: their edits get in each other's way; take sysexts out of the other manager";

/** Slots that Renovate has no dependency for, or two. */
export function extractionProblems({ file, baseBranch, slots }: Manifest, answer: RenovateResult): Problem[] {
  const held = countBy(slots.map(({ repository, latestVersion }) => key(repository, latestVersion)));
  const extracted = countExtracted(file, baseBranch, answer, () => true);
  const active = countExtracted(file, baseBranch, answer, isActive);
  return slots.flatMap((slot): Problem[] => {
    const { repository, latestVersion } = slot;
    const own = key(repository, latestVersion);
    const isTwice = (active.get(own) ?? 0) > (held.get(own) ?? 0);
    const isMissing = (extracted.get(own) ?? 0) < (held.get(own) ?? 0);
    const why = isTwice ? TWICE : isMissing ? whyNotExtracted(slot, file, baseBranch, answer) : undefined;
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
  baseBranch: string | null,
  { packageFiles }: RenovateResult,
  counts: (dep: Dependency) => boolean,
): Map<string, number> {
  const own = packageFiles.filter((one) => one.packageFile === file && one.baseBranch === baseBranch);
  const deps = own.flatMap((one) => one.deps.filter(counts));
  return countBy(deps.map(({ packageName = '', currentValue }) => key(packageName, currentValue ?? '')));
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of keys) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

function whyNotExtracted(
  { repository, latestVersion, previousLatestVersion = '', depth }: Slot,
  file: string,
  baseBranch: string | null,
  answer: RenovateResult,
): string | undefined {
  const reading = readVersion(latestVersion);
  switch (reading.kind) {
    case 'foreign':
      // Other sysexts may have versions of digits alone.
      return findComponent(repository) === undefined
        ? undefined
        : ' without v, revision and distro: write a version such as v1.34.10-1-azlinux3';
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
      return `, and no manager extracts it: ${whyNotMatched(file, baseBranch, answer)}`;
  }
}

/** What is cached beside a slot's version, by {@link slotKey}. */
export function previousVersions(manifests: readonly Manifest[]): Map<string, string> {
  const entries = manifests.flatMap(({ file, baseBranch, slots }) =>
    slots.flatMap(({ repository, latestVersion, previousLatestVersion }): [string, string][] =>
      previousLatestVersion === undefined
        ? []
        : [[slotKey(baseBranch, file, repository, latestVersion), previousLatestVersion]],
    ),
  );
  return new Map(entries);
}

/** A slot, by where it is and what it has. */
export function slotKey(baseBranch: string | null, file: string, repository: string, value: string): string {
  return JSON.stringify([baseBranch, file, repository, value]);
}
