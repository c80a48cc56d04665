import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import type { Branch, Upgrade as RenovateUpgrade } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { componentName } from '../sysext/component.ts';
import { formatImageReference, parseImageReference } from '../sysext/image-reference.ts';
import { leadingMinor } from '../sysext/release.ts';
import { formatVersion, parseVersion } from '../sysext/tag.ts';
import { unifiedDiff } from './diff.ts';
import type { Repeat } from './repeats.ts';
import type { PullRequest, Upgrade } from './schema.ts';
import { slotName } from './slots.ts';

/**
 * The pull requests that Renovate will open, in its own order.
 *
 * @param arches those that images are built for: each has an artifact of a version without an arch.
 * @param repeats dependencies whose line another one stands for.
 */
export function pullRequests(
  branches: readonly Branch[],
  arches: readonly Arch[] | undefined,
  repeats: readonly Repeat[] = [],
): PullRequest[] {
  const isOne = new Set(branches.map(({ baseBranch }) => baseBranch)).size < 2;
  return branches.map((branch) => toPullRequest(branch, arches, repeats, isOne));
}

function toPullRequest(
  branch: Branch,
  arches: readonly Arch[] | undefined,
  repeats: readonly Repeat[],
  isOne: boolean,
): PullRequest {
  let diff: string | undefined;
  return {
    branch: branch.branchName,
    baseBranch: branch.baseBranch,
    title: branch.prTitle,
    group: branch.groupName ?? null,
    automerge: branch.automerge,
    waitsFor: branch.waitsFor ?? null,
    draft: branch.draft,
    labels: branch.labels,
    reviewers: branch.reviewers ?? [],
    assignees: branch.assignees ?? [],
    notes: branch.notes,
    upgrades: withoutRepeats(branch, repeats).map((upgrade) =>
      describe(upgrade, isOne ? null : branch.baseBranch, arches ?? ARCHES_BY_DEFAULT),
    ),
    // Most views of an analysis do not show diffs.
    get diff() {
      diff ??= unifiedDiff(branch.edits);
      return diff;
    },
  };
}

/** The upgrades of a branch, less one for each repeated dependency that it bumps. */
function withoutRepeats({ branchName, upgrades }: Branch, repeats: readonly Repeat[]): RenovateUpgrade[] {
  const kept = [...upgrades];
  for (const { file, dep } of repeats) {
    const { newValue } = dep.updates.find((update) => update.branchName === branchName) ?? {};
    const index = kept.findIndex(
      (one) =>
        one.packageFile === file &&
        one.packageName === dep.packageName &&
        one.currentValue === dep.currentValue &&
        one.newValue === newValue,
    );
    if (newValue !== undefined && index !== -1) kept.splice(index, 1);
  }
  return kept;
}

function describe(upgrade: RenovateUpgrade, baseBranch: string | null, arches: readonly Arch[]): Upgrade {
  const { packageFile = '', packageName = '', depName = packageName, updateType = '' } = upgrade;
  const from = upgrade.currentValue ?? '';
  const to = upgrade.newValue ?? upgrade.newVersion ?? '';
  const component = componentName(packageName) ?? null;
  return {
    file: packageFile,
    slot: component === null ? depName : slotName(component, from, baseBranch),
    package: packageName,
    component,
    from,
    to,
    updateType,
    distro: parseVersion(to)?.distro ?? null,
    minor: component === null ? null : (leadingMinor(to) ?? null),
    artifacts: component === null ? [] : artifacts(depName, to, arches),
  };
}

/** The artifacts of a version: `registry/repository:tag` for each arch. Empty if the revision is not known. */
function artifacts(name: string, value: string, arches: readonly Arch[]): Upgrade['artifacts'] {
  const version = parseVersion(value);
  const image = parseImageReference(name);
  if (version === undefined || image === undefined) return [];
  const wanted = version.arch === undefined ? arches : [version.arch];
  return wanted.map((arch) => {
    return { arch, reference: formatImageReference({ ...image, tag: formatVersion({ ...version, arch }) }) };
  });
}
