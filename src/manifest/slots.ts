import { EntrySchema, SlotSchema, SYSEXT_TAG } from './schema.ts';

/** A slot of a manifest that holds a sysext. */
export interface Slot {
  /** Where it stands: `Packages[3].downloadURIs.flatcar.current.versionsV2[0]`. */
  readonly path: string;
  readonly registry: string;
  readonly repository: string;
  readonly latestVersion: string;
  readonly previousLatestVersion: string | undefined;
  readonly k8sVersion: string | undefined;
}

/** A slot that cannot be read. */
export interface SlotProblem {
  readonly path: string;
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
  for (const { path, value, downloadURL } of walk(JSON.parse(text))) {
    const found = readSlot(path, value, downloadURL);
    if (found === undefined) continue;
    if ('message' in found) problems.push(found);
    else slots.push(found);
  }
  return { slots, problems };
}

function readSlot(path: string, value: unknown, downloadURL: string): Slot | SlotProblem | undefined {
  const slot = SlotSchema.safeParse(value);
  const ofSysext = /-sysext(?::|$)/.test(downloadURL);
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
  return { path, registry, repository, latestVersion, previousLatestVersion, k8sVersion };
}

interface Visit {
  readonly path: string;
  readonly value: unknown;
  /** That of the entry which the value is a slot of, else empty. */
  readonly downloadURL: string;
}

/** Every object of a JSON value that may be a slot, in order. Keeps its own stack: depth is in the file's hands. */
function* walk(root: unknown): Generator<Visit> {
  const stack: Visit[] = [{ path: '', value: root, downloadURL: '' }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { path, value, downloadURL } = visit;
    if (downloadURL !== '' || isRecordWith(value, 'renovateTag')) yield visit;
    if (typeof value !== 'object' || value === null) continue;
    for (const child of children(path, value).reverse()) stack.push(child);
  }
}

function children(path: string, value: object): Visit[] {
  if (Array.isArray(value))
    return value.map((item, index) => ({ path: `${path}[${index}]`, value: item, downloadURL: '' }));
  const entry = EntrySchema.safeParse(value);
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (entry.success && key === 'versionsV2') {
      const downloadURL = entry.data.downloadURL ?? '';
      return entry.data.versionsV2.map((item, index) => ({ path: `${at}[${index}]`, value: item, downloadURL }));
    }
    return [{ path: at, value: child, downloadURL: '' }];
  });
}

function isRecordWith(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
