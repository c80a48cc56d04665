import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Internals, RenovateBranch, RenovateUpgrade } from '../internals.ts';
import type { Branch, Edit } from '../messages.ts';
import { replaceFragments } from './fragments.ts';

/** The edits of a branch, and the upgrades that are not in it. */
export type Edited = Pick<Branch, 'edits' | Reason>;

/** Why an upgrade is in no edit. */
type Reason = 'failed' | 'unchanged' | 'leftToPrograms';

/** The directories in which a branch is edited. */
interface Workplace {
  /** A directory with the files of the branch as they are committed, which is only read. */
  readonly dir: string;
  /** The repository as it is checked out, and its files. */
  readonly checkout: string;
  readonly files: readonly string[];
  /** An empty directory, in which Renovate's code writes. */
  readonly scratch: string;
}

/**
 * Edits the files of a branch as Renovate would, by its own code. An upgrade that cannot be edited does not prevent
 * the others. Files that package managers write, such as lock files, are left out, as package managers are not run.
 */
export async function editBranch(
  internals: Internals,
  { upgrades }: RenovateBranch,
  place: Workplace,
): Promise<Edited> {
  const { GlobalConfig } = internals['config/global.js'];
  const global = GlobalConfig.get();
  GlobalConfig.set({ ...global, localDir: place.scratch });
  const edits: Edit[] = [];
  const reasons = new Map<RenovateUpgrade, Reason>();
  try {
    for (const [file, own] of Map.groupBy(upgrades, ({ packageFile }) => packageFile)) {
      const edit = await editFile(internals, file, own, place, reasons).catch(() => {
        for (const upgrade of own) reasons.set(upgrade, 'failed');
      });
      if (edit) edits.push(edit);
    }
  } finally {
    GlobalConfig.set(global);
  }
  const having = (wanted: Reason) =>
    upgrades.flatMap((upgrade, index) => (reasons.get(upgrade) === wanted ? [index] : []));
  const failed = having('failed');
  // Where one upgrade fails, Renovate pushes nothing of the branch.
  const pushed = failed.length === 0 ? edits : [];
  return { edits: pushed, failed, unchanged: having('unchanged'), leftToPrograms: having('leftToPrograms') };
}

async function editFile(
  internals: Internals,
  file: string,
  upgrades: readonly RenovateUpgrade[],
  place: Workplace,
  reasons: Map<RenovateUpgrade, Reason>,
): Promise<Edit | undefined> {
  const before = await readFile(path.join(place.dir, file), 'utf8');
  await mkdir(path.dirname(path.join(place.scratch, file)), { recursive: true });
  await writeFile(path.join(place.scratch, file), before);
  const after =
    (await replaceFragments(internals, upgrades, before)) ??
    (await replaceInTurn(internals, upgrades, before, place, reasons));
  return after === before ? undefined : { file, before, after };
}

/** One upgrade after the other, on the whole file, as `getUpdatedPackageFiles` does. */
async function replaceInTurn(
  internals: Internals,
  upgrades: readonly RenovateUpgrade[],
  before: string,
  place: Workplace,
  reasons: Map<RenovateUpgrade, Reason>,
): Promise<string> {
  let content = before;
  for (const [index, upgrade] of upgrades.entries()) {
    if (index === 0) await copyNeighbours(upgrade.packageFile, place);
    const written = await write(internals, upgrade, content, index === 0);
    if (typeof written === 'string') content = written;
    else reasons.set(upgrade, written.reason);
  }
  return content;
}

/** @returns the file with the upgrade in it, or why it is not. */
async function write(
  internals: Internals,
  upgrade: RenovateUpgrade,
  content: string,
  isFirst: boolean,
): Promise<string | { reason: Reason }> {
  if (isLeftToProgram(upgrade)) return { reason: 'leftToPrograms' };
  const { get } = internals['modules/manager/index.js'];
  const { confirmIfDepUpdated, doAutoReplace } = internals['workers/repository/update/branch/auto-replace.js'];
  const { manager, packageFile } = upgrade;
  const updateDependency = get(manager, 'updateDependency');
  try {
    // Some managers are synchronous: what they throw has to be caught here as well.
    const written = await (updateDependency === undefined
      ? doAutoReplace(upgrade, content, false, isFirst)
      : updateDependency({ fileContent: content, packageFile, upgrade }));
    if (written === null) return { reason: 'failed' };
    // Some only add a mark, for the program that does the update to be run.
    if (written === `${content}\n#${manager} updated`) return { reason: 'leftToPrograms' };
    // Another upgrade may have written it already.
    const isThere = written !== content || (await confirmIfDepUpdated(upgrade, content));
    return isThere ? written : { reason: 'unchanged' };
  } catch {
    return { reason: 'failed' };
  }
}

/** Lock files are written by package managers. A submodule is checked out by git, in a clone. */
function isLeftToProgram({ manager, updateType, isLockfileUpdate }: RenovateUpgrade): boolean {
  return updateType === 'lockFileMaintenance' || isLockfileUpdate === true || manager === 'git-submodules';
}

/** Managers read lock files and settings beside a file, and in the directories above it. */
async function copyNeighbours(file: string, { checkout, files, scratch }: Workplace): Promise<void> {
  const above = new Set<string>();
  for (let parent = path.dirname(file); !above.has(parent); parent = path.dirname(parent)) above.add(parent);
  for (const one of files.filter((other) => other !== file && above.has(path.dirname(other)))) {
    await mkdir(path.dirname(path.join(scratch, one)), { recursive: true });
    await copyFile(path.join(checkout, one), path.join(scratch, one), constants.COPYFILE_FICLONE);
  }
}
