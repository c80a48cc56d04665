import { componentName } from '../sysext/component.ts';
import { parseImageReference } from '../sysext/image-reference.ts';
import { leadingMinor } from '../sysext/release.ts';
import { parseValue, type SysextVersion } from '../sysext/tag.ts';
import type { Path } from './path.ts';
import { EntrySchema, RENOVATE_TAG, SlotSchema } from './schema.ts';
import { pathOf, type Visit, walk } from './walk.ts';

/** A slot of a manifest: the latest version of a sysext for one Kubernetes minor, and the version before it. */
export interface Slot {
  /** Its location: `Packages`, 3, `downloadURIs`, `flatcar`, `current`, `versionsV2`, 0. */
  readonly path: Path;
  /** A URL, with the path of a mirror: `https://mcr.microsoft.com`. */
  readonly registry: string;
  readonly repository: string;
  /** The name of the sysext, such as `kubelet`. */
  readonly component: string;
  readonly latestVersion: string;
  readonly previousLatestVersion: string | undefined;
  /** `latestVersion`, parsed; `undefined` if it is not valid, or has no revision and distro. */
  readonly version: SysextVersion | undefined;
  /** `previousLatestVersion`, parsed in the same way. */
  readonly previous: SysextVersion | undefined;
  /** The Kubernetes minor that `latestVersion` starts with, such as `1.34`. */
  readonly minor: string | null;
  readonly k8sVersion: string | undefined;
  /** The download URL of its entry; empty if the entry has none. */
  readonly downloadURL: string;
  /** How deep objects are nested in it. */
  readonly depth: number;
  /** Its fields that nothing reads. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The `name` of the innermost object around it that has one. */
  readonly packageName: string | undefined;
}

/** The values that a slot holds, the latest first. */
export function valuesOf({ latestVersion, previousLatestVersion }: Slot): string[] {
  return previousLatestVersion === undefined ? [latestVersion] : [latestVersion, previousLatestVersion];
}

/** A slot that cannot be read. */
interface SlotProblem {
  readonly path: Path;
  /** The repository; the download URL or the `renovateTag` if the repository is not known. */
  readonly package: string;
  /** The problem and its fix; the path is its subject. */
  readonly message: string;
}

/** The sysexts of a manifest. */
export interface ManifestSlots {
  readonly slots: readonly Slot[];
  readonly problems: readonly SlotProblem[];
}

/**
 * Reads the sysext slots of a `components.json` manifest, in the order of the file.
 *
 * A slot is an object with a `renovateTag` that names a sysext's repository, or any element of a `versionsV2` list next to
 * the `downloadURL` of a sysext. Slots with `<DO_NOT_UPDATE>` are left out.
 *
 * @throws {SyntaxError} if the text is not JSON.
 */
export function readSlots(text: string): ManifestSlots {
  const slots: Slot[] = [];
  const problems: SlotProblem[] = [];
  for (const visit of walk(JSON.parse(text))) {
    if (isEmptyEntry(visit.value)) {
      const message = 'has the downloadURL of a sysext and no versionsV2: add the list of its slots';
      problems.push({ path: pathOf(visit), package: visit.value.downloadURL, message });
    }
    const downloadURL = downloadURLOf(visit);
    if (downloadURL === '' && !isRecordWith(visit.value, 'renovateTag')) continue;
    const found = readSlot(visit, downloadURL);
    if (found === undefined) continue;
    if ('message' in found) problems.push(found);
    else slots.push(found);
  }
  return { slots, problems };
}

const TAG = new RegExp(`^${RENOVATE_TAG}$`);
const TAG_SYNTAX = '"OCI_registry=https://<registry>, name=<repository>"';

function readSlot(visit: Visit, downloadURL: string): Slot | SlotProblem | undefined {
  const path = pathOf(visit);
  const isSysext = isSysextUrl(downloadURL);
  const problem = (name: string, message: string): SlotProblem => ({ path, package: name, message });
  const slot = SlotSchema.safeParse(visit.value);
  if (!slot.success) {
    return isSysext ? problem(downloadURL, 'is not a slot: write an object with string fields') : undefined;
  }
  const { renovateTag, latestVersion, previousLatestVersion, k8sVersion, ...fields } = slot.data;
  if (renovateTag === undefined) {
    const message = `has no renovateTag, so that nothing bumps it: add ${TAG_SYNTAX}`;
    return isSysext ? problem(downloadURL, message) : undefined;
  }
  if (renovateTag.startsWith('<')) return undefined;
  const tag = TAG.exec(renovateTag)?.groups;
  if (tag === undefined) {
    const isMeant = isSysext || /-sysext\b/.test(renovateTag);
    const message = `has a renovateTag that does not name a sysext: write ${TAG_SYNTAX}`;
    return isMeant ? problem(renovateTag, message) : undefined;
  }
  const { scheme, host, path: mirror, packageName: repository = '' } = tag;
  if (latestVersion === undefined) return problem(repository, 'has no latestVersion: add the version to cache');
  return {
    path,
    registry: `${scheme}://${host}${mirror}`,
    repository,
    component: componentName(repository) ?? repository,
    latestVersion,
    previousLatestVersion,
    version: parseValue(latestVersion),
    previous: parseValue(previousLatestVersion ?? ''),
    minor: leadingMinor(latestVersion) ?? null,
    k8sVersion,
    downloadURL,
    depth: depthOf(visit.value),
    fields,
    packageName: nameAround(visit),
  };
}

function nameAround({ parent }: Visit): string | undefined {
  for (let visit = parent; visit !== undefined; visit = visit.parent) {
    const { name } = (visit.value ?? {}) as { name?: unknown };
    if (typeof name === 'string') return name;
  }
  return undefined;
}

/** Counts the levels of nested objects in a value; lists do not count. */
function depthOf(value: unknown): number {
  const depths = new Map<Visit | undefined, number>([[undefined, -1]]);
  for (const visit of walk(value)) {
    const isObject = typeof visit.value === 'object' && visit.value !== null && !Array.isArray(visit.value);
    depths.set(visit, (depths.get(visit.parent) ?? -1) + (isObject ? 1 : 0));
  }
  return [...depths.values()].reduce((most, one) => Math.max(most, one), 0);
}

/** The download URL of the entry whose `versionsV2` has a value as an element; empty for other values. */
function downloadURLOf({ parent }: Visit): string {
  if (parent?.key !== 'versionsV2') return '';
  return EntrySchema.safeParse(parent.parent?.value).data?.downloadURL ?? '';
}

/** Whether a download URL names a sysext. */
export function isSysextUrl(downloadURL: string): boolean {
  return componentName(parseImageReference(downloadURL)?.repository ?? '') !== undefined;
}

/** Whether a value is the entry of a sysext without its list of slots. */
function isEmptyEntry(value: unknown): value is { downloadURL: string } {
  const { downloadURL, versionsV2 } = (value ?? {}) as { downloadURL?: unknown; versionsV2?: unknown };
  return typeof downloadURL === 'string' && isSysextUrl(downloadURL) && !Array.isArray(versionsV2);
}

function isRecordWith(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
