import { isUtf8 } from 'node:buffer';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config, Internals, RenovateBranch } from '../internals.ts';
import type { Branch } from '../messages.ts';
import type { BaseBranchRun } from './base-branches.ts';
import { type Edited, editBranch } from './edits.ts';
import type { Forge } from './forge.ts';
import type { Run } from './run-state.ts';

/*
 * The branches of a base branch: their commits and pull requests, and when the bot opens them.
 */

/** The branches of a base branch with their edits. @param done how many other branches there are already. */
export async function describeBranches(
  internals: Internals,
  run: Run,
  { name, branches, files }: BaseBranchRun,
  scratch: string,
  done: number,
): Promise<Config[]> {
  const described: Config[] = [];
  if (branches.length > 0) await run.repository.checkOut(name ?? '');
  for (const [index, branch] of branches.entries()) {
    run.report(`editing: pull request ${index + 1} of ${branches.length}`);
    const { prTitle, draft } = titleOf(branch, run.repository.forge, internals);
    const dir = path.join(scratch, `committed-${done + index}`);
    const contents = await copyCommitted(run, branch, dir);
    const place = { dir, checkout: process.cwd(), files, scratch: path.join(scratch, `edit-${done + index}`) };
    const edited = await editBranch(internals, branch, place);
    described.push({
      ...branch,
      prTitle,
      draft,
      baseBranch: name ?? null,
      labels: internals['workers/repository/update/pr/labels.js'].prepareLabels(branch),
      notes: internals['workers/repository/update/pr/body/notes.js'].getPrNotes(branch).trim(),
      ...edited,
      ...(await bumpVersions(internals, run, branch, edited)),
      ...contents,
      beside: beside(branch),
      waitsFor: waitsFor(internals, branch),
    });
  }
  return described;
}

/**
 * Writes the files of a branch as they are committed: Renovate edits what git has, and not what its filters make of it.
 *
 * @returns the files that are not UTF-8, which Renovate reads and writes as if they were, and those that filters
 * change.
 */
async function copyCommitted(
  run: Run,
  { upgrades }: RenovateBranch,
  dir: string,
): Promise<Pick<Branch, 'notUtf8' | 'converted'>> {
  const notUtf8: Branch['notUtf8'] = [];
  const converted: string[] = [];
  for (const file of new Set(upgrades.map(({ packageFile }) => packageFile))) {
    const content = await run.repository.read(file);
    if (!content.equals(await readFile(file))) converted.push(file);
    if (!isUtf8(content)) notUtf8.push({ file, offset: firstDifference(content, Buffer.from(content.toString())) });
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), content);
  }
  return { notUtf8, converted };
}

function firstDifference(one: Buffer, other: Buffer): number {
  return one.findIndex((byte, index) => byte !== other[index]);
}

/** The edits with those of `bumpVersions`, by Renovate's own code, and its errors. */
async function bumpVersions(
  internals: Internals,
  run: Run,
  branch: RenovateBranch,
  { edits }: Edited,
): Promise<Pick<Branch, 'edits' | 'notBumped'>> {
  const updatedPackageFiles = edits.map(({ file, after }) => ({ type: 'addition', path: file, contents: after }));
  const config = { ...branch, updatedPackageFiles, updatedArtifacts: [], artifactErrors: [] };
  await internals['workers/repository/update/branch/bump-versions.js'].bumpVersions(config);
  const written = new Map(edits.map((edit) => [edit.file, edit]));
  for (const { path: file, contents } of [...config.updatedPackageFiles, ...config.updatedArtifacts]) {
    const before = written.get(file)?.before ?? (await run.repository.read(file)).toString();
    written.set(file, { file, before, after: contents });
  }
  return { edits: [...written.values()], notBumped: config.artifactErrors.map(({ stderr }) => stderr) };
}

/** The parts of a branch that package managers and commands write, and are unknown here. */
function beside(branch: RenovateBranch): Branch['beside'] {
  const { upgrades } = branch;
  const locks = upgrades.some((upgrade) => {
    const lockFiles = [upgrade['lockFiles'] ?? []].flat();
    return (
      upgrade['skipArtifactsUpdate'] !== true && (lockFiles.length > 0 || upgrade['isLockFileMaintenance'] === true)
    );
  });
  const tasks = upgrades.some((upgrade) => {
    const { commands } = (upgrade['postUpgradeTasks'] ?? {}) as { commands?: unknown[] };
    return (commands ?? []).length > 0;
  });
  return [...(locks ? ['lock-files' as const] : []), ...(tasks ? ['post-upgrade-tasks' as const] : [])];
}

/** Forges without drafts have a prefix for them, which Renovate puts in front of the title. */
function titleOf(branch: RenovateBranch, forge: Forge | undefined, internals: Internals) {
  const title = String(branch['prTitle']);
  if (branch['draftPR'] !== true) return { prTitle: title, draft: false };
  const prefixes: Record<string, string> = {
    gitea: internals['modules/platform/gitea/utils.js'].DRAFT_PREFIX,
    forgejo: internals['modules/platform/gitea/utils.js'].DRAFT_PREFIX,
    gitlab: internals['modules/platform/gitlab/utils.js'].DRAFT_PREFIX,
  };
  return { prTitle: `${prefixes[forge?.platform ?? ''] ?? ''}${title}`, draft: true };
}

/** Why Renovate does not open a pull request at once, in the order of its own processBranch. */
function waitsFor(internals: Internals, branch: RenovateBranch): Branch['waitsFor'] {
  const { isScheduledNow } = internals['workers/repository/update/branch/schedule.js'];
  if (Number(branch['minimumGroupSize'] ?? 0) > branch.upgrades.length) return 'group-size';
  if (branch['pendingChecks']) return 'pending-checks';
  if (branch['mode'] === 'silent') return 'silent-mode';
  if (branch['dependencyDashboardApproval']) return 'approval';
  if (!isScheduledNow(branch)) return 'schedule';
  if (branch['prCreation'] === 'approval') return 'pull-request-approval';
  if (branch['prCreation'] === 'not-pending' || branch['prCreation'] === 'status-success') return 'status-checks';
  const automergeType = String(branch['automergeType'] ?? '');
  if (branch['automerge'] === true && automergeType.startsWith('branch')) return 'branch-automerge';
  return undefined;
}
