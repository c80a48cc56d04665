import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { importInternal, type RenovateBranch } from './internals.ts';
import type { Edit } from './protocol.ts';

/** What a branch would commit, and the upgrades that Renovate could not write. */
export interface Edited {
  readonly edits: Edit[];
  /** By their place in the branch. */
  readonly failed: number[];
}

/**
 * Edits the files of a branch as Renovate would, one upgrade after the other, by its own code.
 * Lock files are left out: to write them, Renovate runs package managers.
 *
 * @param dir the repository, which is only read.
 * @param scratch an empty folder, in which Renovate's code writes.
 */
export async function editBranch(root: string, branch: RenovateBranch, dir: string, scratch: string): Promise<Edited> {
  const { GlobalConfig } = await importInternal(root, 'config/global.js');
  const { get } = await importInternal(root, 'modules/manager/index.js');
  const { doAutoReplace } = await importInternal(root, 'workers/repository/update/branch/auto-replace.js');
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  const failed: number[] = [];
  const global = GlobalConfig.get();
  GlobalConfig.set({ ...global, localDir: scratch });
  try {
    for (const [index, upgrade] of branch.upgrades.entries()) {
      const { manager, packageFile } = upgrade;
      if (upgrade['updateType'] === 'lockFileMaintenance' || upgrade['isLockfileUpdate']) continue;
      if (!before.has(packageFile)) before.set(packageFile, await copy(packageFile, dir, scratch));
      const fileContent = after.get(packageFile) ?? before.get(packageFile) ?? '';
      const updateDependency = get(manager, 'updateDependency');
      const content = await (updateDependency === undefined
        ? doAutoReplace(upgrade, fileContent, false, after.size === 0)
        : updateDependency({ fileContent, packageFile, upgrade })
      ).catch(() => null);
      if (content === null || content === fileContent) failed.push(index);
      else after.set(packageFile, content);
    }
  } finally {
    GlobalConfig.set(global);
  }
  const edits = [...after].map(([file, content]) => ({ file, before: before.get(file) ?? '', after: content }));
  return { edits, failed };
}

async function copy(file: string, dir: string, scratch: string): Promise<string> {
  const content = await readFile(path.join(dir, file), 'utf8');
  await mkdir(path.dirname(path.join(scratch, file)), { recursive: true });
  await writeFile(path.join(scratch, file), content);
  return content;
}
