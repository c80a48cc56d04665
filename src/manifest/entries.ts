import { z } from 'zod';
import type { Path } from './path.ts';
import { EntrySchema, SlotSchema } from './schema.ts';
import { isSysextUrl } from './slots.ts';
import { pathOf, walk } from './walk.ts';

/** An entry for one OS release that is meant for a sysext, with what {@link readSlots} leaves out. */
export interface Entry {
  /** Where it stands: `Packages`, 3, `downloadURIs`, `flatcar`, `current`. */
  readonly path: Path;
  readonly downloadURL: string;
  /** How many elements its `versionsV2` has. */
  readonly size: number;
  /** Slots that must not be updated. */
  readonly held: readonly Held[];
}

/** A slot with `<DO_NOT_UPDATE>` for a `renovateTag`. */
export interface Held {
  readonly path: Path;
  readonly k8sVersion: string | undefined;
  readonly latestVersion: string | undefined;
}

/** What stands around a slot: fields that are none of a slot's, and the name of the package that it is in. */
export interface Surroundings {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly packageName: string | undefined;
}

/** Reads the entries of sysexts in a `components.json` manifest. @throws {SyntaxError} when the text is no JSON. */
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

const Named = z.object({ name: z.string() });

/** What stands around the slot at `path`. */
export function surroundingsOf(root: unknown, path: Path): Surroundings {
  let value = root;
  let packageName: string | undefined;
  for (const key of path) {
    packageName = Named.safeParse(value).data?.name ?? packageName;
    value = (value as Record<string | number, unknown>)[key];
  }
  const known = Object.keys(SlotSchema.shape);
  const fields = Object.entries(value as object).filter(([name]) => !known.includes(name));
  return { fields: Object.fromEntries(fields), packageName };
}
