import type { Path } from './path.ts';
import { EntrySchema, SlotSchema, SYSEXT_TAG } from './schema.ts';
import { pathOf, type Visit, walk } from './walk.ts';

/** A slot of a manifest that holds a sysext. */
export interface Slot {
  /** Where it stands: `Packages`, 3, `downloadURIs`, `flatcar`, `current`, `versionsV2`, 0. */
  readonly path: Path;
  readonly registry: string;
  readonly repository: string;
  readonly latestVersion: string;
  readonly previousLatestVersion: string | undefined;
  readonly k8sVersion: string | undefined;
  /** That of the entry which the slot stands in; empty, if it has none. */
  readonly downloadURL: string;
  /** How deep objects are nested in it. */
  readonly depth: number;
}

/** The values that a slot holds, the latest first. */
export function valuesOf({ latestVersion, previousLatestVersion }: Slot): string[] {
  return previousLatestVersion === undefined ? [latestVersion] : [latestVersion, previousLatestVersion];
}

/** A slot that cannot be read. */
export interface SlotProblem {
  readonly path: Path;
  /** The repository, or the download URL where the repository is not said. */
  readonly package: string;
  readonly message: string;
}

/** What a manifest holds of sysexts. */
export interface ManifestSlots {
  readonly slots: readonly Slot[];
  readonly problems: readonly SlotProblem[];
}

/**
 * Reads the sysext slots of a `components.json` manifest, in the order in which they stand.
 *
 * A slot is an object with a `renovateTag` that names a sysext's repository, or any element of a `versionsV2`
 * beside a `downloadURL` of one. Slots that say `<DO_NOT_UPDATE>` are left alone.
 *
 * @throws {SyntaxError} when the text is no JSON.
 */
export function readSlots(text: string): ManifestSlots {
  const slots: Slot[] = [];
  const problems: SlotProblem[] = [];
  for (const visit of walk(JSON.parse(text))) {
    if (isEmptyEntry(visit.value)) {
      const message = 'has the downloadURL of a sysext and no versionsV2, so that it has no slots';
      problems.push({ path: pathOf(visit), package: visit.value.downloadURL, message });
    }
    const downloadURL = downloadURLOf(visit);
    if (downloadURL === '' && !isRecordWith(visit.value, 'renovateTag')) continue;
    const found = readSlot(pathOf(visit), visit.value, downloadURL);
    if (found === undefined) continue;
    if ('message' in found) problems.push(found);
    else slots.push(found);
  }
  return { slots, problems };
}

function readSlot(path: Path, value: unknown, downloadURL: string): Slot | SlotProblem | undefined {
  const slot = SlotSchema.safeParse(value);
  const ofSysext = isSysextUrl(downloadURL);
  if (!slot.success) {
    if (!ofSysext) return undefined;
    return { path, package: downloadURL, message: 'is no slot: it is not an object with string fields' };
  }
  const { renovateTag, latestVersion, previousLatestVersion, k8sVersion } = slot.data;
  if (renovateTag === undefined) {
    const message =
      'has no renovateTag, so that nothing bumps it; add "OCI_registry=https://<registry>, name=<repository>"';
    return ofSysext ? { path, package: downloadURL, message } : undefined;
  }
  if (renovateTag.startsWith('<')) return undefined;
  const tag = SYSEXT_TAG.exec(renovateTag)?.groups;
  if (tag === undefined) {
    if (!ofSysext && !/-sysext\b/.test(renovateTag)) return undefined;
    const message = `has a renovateTag that names no sysext; write "OCI_registry=https://<registry>, name=<repository>"`;
    return { path, package: renovateTag, message };
  }
  const { registry = '', repository = '' } = tag;
  if (latestVersion === undefined) return { path, package: repository, message: 'has no latestVersion' };
  const depth = depthOf(value);
  return { path, registry, repository, latestVersion, previousLatestVersion, k8sVersion, downloadURL, depth };
}

/** How deep objects are nested in a value; lists do not count. */
function depthOf(value: unknown): number {
  const depths = new Map<Visit | undefined, number>([[undefined, -1]]);
  for (const visit of walk(value)) {
    const isObject = typeof visit.value === 'object' && visit.value !== null && !Array.isArray(visit.value);
    depths.set(visit, (depths.get(visit.parent) ?? -1) + (isObject ? 1 : 0));
  }
  return [...depths.values()].reduce((most, one) => Math.max(most, one), 0);
}

/** The download URL of the entry whose `versionsV2` a value is an element of, else empty. */
function downloadURLOf({ parent }: Visit): string {
  if (parent?.key !== 'versionsV2') return '';
  return EntrySchema.safeParse(parent.parent?.value).data?.downloadURL ?? '';
}

/** Whether a download URL is that of a sysext. */
export function isSysextUrl(downloadURL: string): boolean {
  return /-sysext(?::|$)/.test(downloadURL);
}

/** Whether a value is meant as a sysext's entry and has lost its slots. */
function isEmptyEntry(value: unknown): value is { downloadURL: string } {
  const { downloadURL, versionsV2 } = (value ?? {}) as { downloadURL?: unknown; versionsV2?: unknown };
  return typeof downloadURL === 'string' && isSysextUrl(downloadURL) && !Array.isArray(versionsV2);
}

function isRecordWith(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
