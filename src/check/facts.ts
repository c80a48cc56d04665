import type { Analysis } from '../analysis/analyze.ts';
import type { Manifest } from '../analysis/manifests.ts';
import { type RegistryView, viewRegistries } from '../analysis/registry-view.ts';
import { type Entry, readEntries } from '../manifest/entries.ts';
import type { Path } from '../manifest/path.ts';
import { readSiblings, type Sibling } from '../manifest/siblings.ts';
import type { Slot } from '../manifest/slots.ts';
import type { Inspection } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { REPOSITORY_SUFFIX } from '../sysext/component.ts';
import { inRegistry } from '../sysext/image-reference.ts';
import type { SysextVersion } from '../sysext/tag.ts';
import type { Place } from './place.ts';
import type { UnseenManifest } from './unseen-manifests.ts';

/** A slot with the file of its manifest. */
export interface CheckedSlot extends Slot {
  readonly file: string;
}

/** The fields of a slot that hold a version. */
export const VERSION_FIELDS = ['latestVersion', 'previousLatestVersion'] as const;
export type VersionField = (typeof VERSION_FIELDS)[number];

/** An artifact that a manifest names, as its registry has it. */
export interface ArtifactFact {
  readonly slot: CheckedSlot;
  /** The field that names it. */
  readonly field: VersionField;
  readonly reference: string;
  /** The reason why a node does not find the image in it; `undefined` if it does, or if the tag does not exist. */
  readonly problem: string | undefined;
}

/** A registry's list of a repository, read over all its pages. */
export interface ListFact {
  readonly registry: string;
  readonly repository: string;
  /** How many tags Renovate saw, and how many there are. */
  readonly seen: number;
  readonly all: number;
}

/** The facts that lints check. */
export interface Facts extends Pick<Analysis, 'answer' | 'manifests' | 'diagnostics'> {
  readonly inspection: Inspection;
  readonly slots: readonly CheckedSlot[];
  /** Debian and RPM packages, by file. */
  readonly siblings: ReadonlyMap<string, readonly Sibling[]>;
  /** The entries of sysexts, by file. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Files with slots that no manager reads. */
  readonly unseen: readonly UnseenManifest[];
  readonly registries: readonly RegistryView[];
  readonly arches: readonly Arch[];
  /** Queried of registries beside the lookups of the analysis; empty if they were not. */
  readonly artifacts: readonly ArtifactFact[];
  readonly lists: readonly ListFact[];
  /** The release whose presets are used; `null` where that is not known. */
  readonly release: string | null;
}

/** The entries of a manifest; none where it is not JSON, which is a finding of its own. */
function entriesOf({ text }: Manifest): Entry[] {
  try {
    return text.includes(REPOSITORY_SUFFIX) ? readEntries(text) : [];
  } catch {
    return [];
  }
}

/** The versions of a slot that are valid, with the fields that hold them. */
export function versionsOf({ version, previous }: CheckedSlot): { field: VersionField; version: SysextVersion }[] {
  return [
    ...(version === undefined ? [] : [{ field: 'latestVersion' as const, version }]),
    ...(previous === undefined ? [] : [{ field: 'previousLatestVersion' as const, version: previous }]),
  ];
}

/** The published versions of a slot's sysext; `undefined` if they are not known. */
export function viewOf({ registries }: Facts, { registry, repository }: CheckedSlot): RegistryView | undefined {
  const wanted = inRegistry(registry, repository);
  return registries.find((one) => one.repository === wanted.repository && one.registry === wanted.registry);
}

/** The facts that need no registry beside those of a plan. */
export function factsOf(
  { answer, manifests, diagnostics }: Analysis,
  inspection: Inspection,
  { arches, release }: Pick<Facts, 'arches' | 'release'>,
): Facts {
  return {
    answer,
    manifests,
    diagnostics,
    inspection,
    release,
    slots: manifests.flatMap(({ file, slots }) => slots.map((slot) => ({ ...slot, file }))),
    siblings: new Map(manifests.map(({ file, text, slots }) => [file, slots.length === 0 ? [] : readSiblings(text)])),
    entries: new Map(manifests.map((one) => [one.file, entriesOf(one)])),
    unseen: [],
    registries: viewRegistries(answer.snapshot),
    arches,
    artifacts: [],
    lists: [],
  };
}

/** The place of a field of a slot; of the slot, if none is named. */
export function at(slot: CheckedSlot, field?: keyof Slot): Place {
  const path: Path = field === undefined ? slot.path : [...slot.path, field];
  return { file: slot.file, path };
}

/** `kubelet 1.34`: a slot for people. */
export function nameOf({ component, minor }: CheckedSlot): string {
  return [component, minor].filter((part) => part !== null).join(' ');
}

/** Slots of one file by a key; those without one are left out. */
export function groupSlots(
  slots: readonly CheckedSlot[],
  keyOf: (slot: CheckedSlot) => string | undefined,
): CheckedSlot[][] {
  const groups = Map.groupBy(slots, (slot) => {
    const key = keyOf(slot);
    return key === undefined ? undefined : JSON.stringify([slot.file, key]);
  });
  groups.delete(undefined);
  return [...groups.values()];
}

/** The entry of one OS release that a slot stands in. */
export function entryOf({ path }: CheckedSlot): string {
  return JSON.stringify(path.slice(0, -2));
}
