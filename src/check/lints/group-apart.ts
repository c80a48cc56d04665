import { slotName } from '../../analysis/slots.ts';
import { isOurs } from '../../presets/names.ts';
import { namedSysexts } from '../../presets/parts/patterns.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { findComponent } from '../../sysext/component.ts';
import { leadingMinor } from '../../sysext/release.ts';
import { inConfig } from '../config-place.ts';
import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
  pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
);

/** Kubernetes components of one minor in different pull requests. */
export const lint: Lint = {
  id: 'group-apart',
  severity: 'error',
  severityNote: 'info if each of the pull requests has its own owners',
  title: 'Kubernetes components of one minor are in different pull requests',
  impact: 'One pull request is merged before the other: kubelet is bumped, and kubectl weeks later.',
  fix: 'Remove groupName from rules that match only some of the components. presets/per-minor creates one group for each minor.',
  find: ({ inspection }) => [...splits(inspection).values()],
  invalid: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: [namedSysexts(['kubelet'])], matchUpdateTypes: ['patch'], groupName: 'kubelet' },
      ],
    },
    findings: [
      {
        file: 'renovate.json',
        line: 13,
        message: 'kubectl 1.34 is in renovate/kubernetes-sysexts, kubelet 1.34 is in renovate/kubelet',
      },
    ],
  },
  valid: { manifest: MANIFEST },
};

type Sysext = Inspection['sysexts'][number];
type Branch = Inspection['branches'][number];

/** A slot of a Kubernetes component, with the branch of a simulated newer build. */
interface Placed {
  readonly component: string;
  readonly minor: string;
  readonly sysext: Sysext;
  readonly branch: Branch;
}

/** The components that are split, once for each pair of branches. */
function splits(inspection: Inspection): Map<string, Found> {
  const found = new Map<string, Found>();
  // Revisions of components differ for good reason: a rebuild of one alone is not a split.
  const patches = inspection.branches.filter(({ build }) => build === 'nextPatch');
  const placed = patches.flatMap((branch) => branch.slots.flatMap((index) => place(inspection, branch, index)));
  for (const members of Map.groupBy(placed, ({ minor }) => minor).values()) {
    for (const [one, other] of pairsApart(members)) {
      const key = JSON.stringify([one.branch.name, other.branch.name].sort());
      if (!found.has(key)) found.set(key, describe(inspection, one, other));
    }
  }
  return found;
}

function place(inspection: Inspection, branch: Branch, index: number): Placed[] {
  const sysext = inspection.sysexts[index];
  const component = sysext && findComponent(sysext.packageName);
  const minor = sysext && leadingMinor(sysext.currentValue);
  if (sysext === undefined || component?.kubernetes !== true || minor == null) return [];
  // If newer builds are not found, group rules do not apply either. revision-frozen reports that.
  if (sysext.offers.nextPatch === false) return [];
  return [{ component: component.name, minor, sysext, branch }];
}

/** One pair of slots in different branches for each two components of a minor that belong together. */
function pairsApart(members: readonly Placed[]): [Placed, Placed][] {
  const components = [...Map.groupBy(members, ({ component }) => component).values()];
  return components.flatMap((own, index) =>
    components.slice(index + 1).flatMap((others): [Placed, Placed][] => {
      const pair = own.flatMap((one) => partnersOf(one, own, others).map((other): [Placed, Placed] => [one, other]));
      const apart = pair.find(([one, other]) => one.branch.name !== other.branch.name);
      return apart === undefined ? [] : [apart];
    }),
  );
}

/**
 * The slots of another component that belong to a slot: those in the same file, or all if the components do not share
 * any file. A branch for each directory is then not a split.
 */
function partnersOf(one: Placed, own: readonly Placed[], others: readonly Placed[]): Placed[] {
  const files = new Set(own.map(({ sysext }) => sysext.file));
  const sharesFile = others.some(({ sysext }) => files.has(sysext.file));
  return sharesFile ? others.filter(({ sysext }) => sysext.file === one.sysext.file) : [...others];
}

function describe(inspection: Inspection, one: Placed, other: Placed): Found {
  const isTheirs = ({ path, preset }: Branch['grouped']) => path !== null && (preset === null || !isOurs(preset));
  const grouped = [other, one].map(({ branch }) => branch.grouped).find(isTheirs);
  const place =
    grouped === undefined
      ? { file: one.sysext.file, text: one.sysext.currentValue }
      : inConfig(inspection, grouped.path ?? []);
  const message = [one, other]
    .map(({ component, sysext, branch }) => `${slotName(component, sysext.currentValue, null)} is in ${branch.name}`)
    .join(', ');
  const owners = [one, other].map(({ branch }) => branch.owners.join(', '));
  const isOwned = owners.every((names) => names !== '') && owners[0] !== owners[1];
  return {
    place,
    message,
    ...(isOwned ? { severity: 'info', fix: 'Ignore this finding if two teams own them on purpose.' } : {}),
  };
}
