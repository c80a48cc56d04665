import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFragments } from './fragments.ts';
import type { Internals, RenovateBranch, RenovateUpgrade } from './internals.ts';
import type { Edit } from './protocol.ts';

/** What a branch would commit, and the upgrades that Renovate could not write. */
export interface Edited {
  readonly edits: Edit[];
  /** By their place in the branch. */
  readonly failed: number[];
}

/**
 * Edits the files of a branch as Renovate would, by its own code.
 * Lock files are left out: to write them, Renovate runs package managers.
 *
 * @param dir the repository, which is only read.
 * @param scratch an empty folder, in which Renovate's code writes.
 */
export async function editBranch(
  internals: Internals,
  { upgrades }: RenovateBranch,
  dir: string,
  scratch: string,
): Promise<Edited> {
  const { GlobalConfig } = internals['config/global.js'];
  const global = GlobalConfig.get();
  GlobalConfig.set({ ...global, localDir: scratch });
  const edits: Edit[] = [];
  const failed: number[] = [];
  try {
    for (const file of new Set(upgrades.map(({ packageFile }) => packageFile))) {
      const before = await copy(file, dir, scratch);
      const own = upgrades.filter((upgrade) => upgrade.packageFile === file && !isLockFileOnly(upgrade));
      const { content, unwritten } =
        (await replaceFragments(internals, own, before)) ?? (await replaceInTurn(internals, own, before));
      failed.push(...unwritten.map((upgrade) => upgrades.indexOf(upgrade)));
      if (content !== before) edits.push({ file, before, after: content });
    }
  } finally {
    GlobalConfig.set(global);
  }
  // Where one upgrade cannot be written, Renovate pushes nothing of the branch.
  return { edits: failed.length === 0 ? edits : [], failed };
}

/** A file's new content, and the upgrades that are not in it. */
export interface Replaced {
  readonly content: string;
  readonly unwritten: readonly RenovateUpgrade[];
}

/** One upgrade after the other, on the whole file, as `getUpdatedPackageFiles` does. */
async function replaceInTurn(
  internals: Internals,
  upgrades: readonly RenovateUpgrade[],
  before: string,
): Promise<Replaced> {
  const { get } = internals['modules/manager/index.js'];
  const { confirmIfDepUpdated, doAutoReplace } = internals['workers/repository/update/branch/auto-replace.js'];
  let content = before;
  const unwritten: RenovateUpgrade[] = [];
  for (const [index, upgrade] of upgrades.entries()) {
    const { packageFile } = upgrade;
    const updateDependency = get(upgrade.manager, 'updateDependency');
    const replaced = await (updateDependency === undefined
      ? doAutoReplace(upgrade, content, false, index === 0)
      : updateDependency({ fileContent: content, packageFile, upgrade })
    ).catch(() => null);
    // What another upgrade has already written is no failure.
    const isThere = replaced !== null && (replaced !== content || (await confirmIfDepUpdated(upgrade, content)));
    if (isThere) content = replaced;
    else unwritten.push(upgrade);
  }
  return { content, unwritten };
}

function isLockFileOnly(upgrade: RenovateUpgrade): boolean {
  return upgrade['updateType'] === 'lockFileMaintenance' || upgrade['isLockfileUpdate'] === true;
}

async function copy(file: string, dir: string, scratch: string): Promise<string> {
  const content = await readFile(path.join(dir, file), 'utf8');
  await mkdir(path.dirname(path.join(scratch, file)), { recursive: true });
  await writeFile(path.join(scratch, file), content);
  return content;
}
