import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MAX_SLOT_DEPTH } from '../manifest/schema.ts';
import { readSlots, type Slot } from '../manifest/slots.ts';

import type { BaseBranch, Dependency, RenovateResult } from '../renovate/messages.ts';
import { findComponent } from '../sysext/component.ts';

import { readVersion } from '../sysext/diagnose.ts';
import { type Diagnostic, diagnostic, type PlanId } from './diagnostic.ts';
import { whyNotMatched } from './unmatched.ts';

/** A manifest of the repository, read. */
export interface Manifest {
  readonly file: string;
  /** The branch that it is in. */
  readonly baseBranch: string | null;
  readonly text: string;
  readonly slots: readonly Slot[];
  /** The parts of it that cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
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

/** Reads a manifest. One that is not JSON, or has slots that cannot be read, has diagnostics. */
export function readManifest(file: string, content: string, baseBranch: string | null = null): Manifest {
  // Editors on Windows write a byte order mark, which Renovate does not mind.
  const text = content.replace(/^\uFEFF/, '');
  const none = { file, baseBranch, text, slots: [], diagnostics: [] };
  const unreadable = (given: Pick<Diagnostic, 'message'> & Partial<Diagnostic>) =>
    diagnostic({ severity: 'error', file, ...given, id: 'slot-unreadable' });
  if (text.startsWith(LFS_POINTER)) {
    const message = 'is a pointer of Git LFS, in which Renovate finds nothing';
    return { ...none, diagnostics: [unreadable({ severity: 'warning', message, fix: LFS_FIX })] };
  }
  // Read as UTF-8, every second character of UTF-16 is a NUL.
  if (text.includes('\0') && text.replaceAll('\0', '').includes('-sysext')) {
    return {
      ...none,
      diagnostics: [unreadable({ message: 'is UTF-16, which Renovate does not read', fix: 'save it as UTF-8' })],
    };
  }
  // Other tools have a components.json, too.
  if (!text.includes('-sysext')) return none;
  try {
    const { slots, problems } = readSlots(text);
    return { ...none, slots, diagnostics: problems.map(unreadable) };
  } catch (error) {
    return { ...none, diagnostics: [unreadable({ message: `is not JSON: ${(error as Error).message}` })] };
  }
}

const LFS_FIX = 'remove it from LFS if it is a manifest';

/** The part of a diagnostic with the reason why a slot is not bumped. */
type Reason = Pick<Diagnostic, 'message'> & Partial<Diagnostic> & { readonly id: PlanId };

const TWICE: Reason = {
  id: 'extracted-twice',
  message: 'two managers extract the slot',
  impact: "their edits get in each other's way",
  fix: 'exclude sysexts from the other manager',
};

/** Slots that Renovate has no dependency for, or two. */
export function extractionDiagnostics({ file, baseBranch, slots }: Manifest, answer: RenovateResult): Diagnostic[] {
  const held = countBy(slots.map(({ repository, latestVersion }) => key(repository, latestVersion)));
  const extracted = countExtracted(file, baseBranch, answer, () => true);
  const active = countExtracted(file, baseBranch, answer, isActive);
  return slots.flatMap((slot): Diagnostic[] => {
    const { repository, latestVersion, path } = slot;
    const own = key(repository, latestVersion);
    const isTwice = (active.get(own) ?? 0) > (held.get(own) ?? 0);
    const isMissing = (extracted.get(own) ?? 0) < (held.get(own) ?? 0);
    const reason = isTwice ? TWICE : isMissing ? whyNotExtracted(slot, file, baseBranch, answer) : undefined;
    return reason === undefined ? [] : [diagnostic({ severity: 'error', file, path, package: repository, ...reason })];
  });
}

function key(repository: string, value: string): string {
  return `${repository} ${value}`;
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
): Reason | undefined {
  const id = 'not-extracted';
  const reading = readVersion(latestVersion);
  switch (reading.kind) {
    case 'foreign':
      // Other sysexts may have versions of digits alone.
      return findComponent(repository) === undefined
        ? undefined
        : {
            id,
            message: `no manager extracts ${JSON.stringify(latestVersion)}, which does not have v, revision and distro`,
            fix: 'write a version such as v1.34.10-1-azlinux3',
          };
    case 'malformed':
      return {
        id: 'value-malformed',
        message: `${JSON.stringify(latestVersion)} is not a valid version: ${reading.why}`,
      };
    case 'revisionless':
      return {
        id,
        message: `no manager extracts ${JSON.stringify(latestVersion)}, which has no revision and distro`,
        fix: 'add the preset presets/revisionless(<distro>)',
      };
    case 'version':
      if (depth > MAX_SLOT_DEPTH) {
        const message = `no manager extracts the slot: objects in it are nested deeper than ${MAX_SLOT_DEPTH} levels`;
        return { id, message, fix: 'flatten them' };
      }
      if (/["\\]/.test(previousLatestVersion)) {
        const message = 'no manager extracts the slot: its previousLatestVersion has an escaped character';
        return { id, message, fix: 'correct previousLatestVersion' };
      }
      return { id, ...whyNotMatched(file, baseBranch, answer) };
  }
}

/** The version that is cached beside a slot's own, by {@link slotKey}. */
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
