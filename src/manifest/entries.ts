import type { Path } from './path.ts';
import { EntrySchema, SlotSchema } from './schema.ts';
import { isSysextUrl } from './slots.ts';
import { pathOf, walk } from './walk.ts';

/** The entry of a sysext for one OS release, with the slots that `readSlots` leaves out. */
export interface Entry {
  /** Its location: `Packages`, 3, `downloadURIs`, `flatcar`, `current`. */
  readonly path: Path;
  readonly downloadURL: string;
  /** The number of elements of its `versionsV2`. */
  readonly size: number;
  /** Its slots that must not be updated. */
  readonly held: readonly Held[];
}

/** A slot whose `renovateTag` is `<DO_NOT_UPDATE>`. */
export interface Held {
  readonly path: Path;
  readonly k8sVersion: string | undefined;
  readonly latestVersion: string | undefined;
}

/** Reads the entries of sysexts in a `components.json` manifest. @throws {SyntaxError} if the text is not JSON. */
export function readEntries(text: string): Entry[] {
  return [...walk(JSON.parse(text))].flatMap((visit) => {
    const { downloadURL = '', versionsV2 = [] } = EntrySchema.safeParse(visit.value).data ?? {};
    if (!isSysextUrl(downloadURL)) return [];
    const path = pathOf(visit);
    const held = versionsV2.flatMap((value, index) => {
      const { renovateTag = '', k8sVersion, latestVersion } = SlotSchema.safeParse(value).data ?? {};
      return renovateTag.startsWith('<') ? [{ path: [...path, 'versionsV2', index], k8sVersion, latestVersion }] : [];
    });
    return [{ path, downloadURL, size: versionsV2.length, held }];
  });
}
