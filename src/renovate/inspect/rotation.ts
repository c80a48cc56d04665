import path from 'node:path';
import { readSlots, type Slot } from '../../manifest/slots.ts';
import { editBranch } from '../child/edits.ts';
import type { Internals } from '../internals.ts';
import type { Edit, Inspection } from '../messages.ts';
import { INDEX, type Trial } from './trials.ts';

type Rotation = Inspection['sysexts'][number]['rotation'];

/** The files after a trial's branches. */
export interface TriedEdits {
  readonly edits: readonly Edit[];
  /** The dependencies whose new value Renovate could not write, by their index. */
  readonly failed: readonly number[];
}

/** Edits the files of the repository as each branch of a trial would. @param scratch an empty directory. */
export async function editTrial(internals: Internals, { branches }: Trial, scratch: string): Promise<TriedEdits> {
  const dir = String(internals['config/global.js'].GlobalConfig.get()['localDir']);
  const files = await internals['modules/platform/scm.js'].scm.getFileList();
  const edits: Edit[] = [];
  const failed: number[] = [];
  for (const [index, branch] of branches.entries()) {
    const edited = await editBranch(internals, branch, {
      dir,
      checkout: dir,
      files,
      scratch: path.join(scratch, String(index)),
    });
    edits.push(...edited.edits);
    failed.push(...[...edited.failed, ...edited.unchanged].map((at) => Number(branch.upgrades[at]?.[INDEX])));
  }
  return { edits, failed };
}

/** A slot of a manifest, and its `previousLatestVersion` after a build. */
interface Change {
  readonly file: string;
  readonly before: Slot;
  readonly previous: string | undefined;
}

/**
 * How builds rotate `previousLatestVersion`: a revision should keep it, so that two patches stay cached; a patch should
 * replace it with the previous version.
 *
 * @returns a function of a slot's file, repository and value; its result is `null` if there is no previous version, or
 * no edit.
 */
export function rotationOf(
  revision: TriedEdits,
  patch: TriedEdits,
): (file: string, repository: string, value: string) => Rotation {
  const changes = [revision, patch].map(({ edits }) => edits.flatMap(changesIn));
  return (file, repository, value) => {
    const [byRevision, byPatch] = changes.map((all) =>
      all.find(({ file: at, before }) => {
        return at === file && before.repository === repository && before.latestVersion === value;
      }),
    );
    if (byPatch !== undefined && byPatch.previous !== byPatch.before.latestVersion) return 'never';
    if (byRevision === undefined) return null;
    return byRevision.previous === byRevision.before.previousLatestVersion ? 'kept' : 'by-revision';
  };
}

function changesIn({ file, before, after }: Edit): Change[] {
  const later = new Map(slotsIn(after).map((slot) => [JSON.stringify(slot.path), slot]));
  return slotsIn(before).flatMap((slot) => {
    const now = later.get(JSON.stringify(slot.path));
    const isBumped = now !== undefined && now.latestVersion !== slot.latestVersion;
    if (!isBumped || slot.previousLatestVersion === undefined) return [];
    return [{ file, before: slot, previous: now.previousLatestVersion }];
  });
}

function slotsIn(text: string): readonly Slot[] {
  try {
    return readSlots(text).slots;
  } catch {
    // Not every file with sysexts is a manifest.
    return [];
  }
}
