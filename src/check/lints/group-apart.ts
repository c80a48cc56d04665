import { slotName } from '../../analysis/slots.ts';
import { isOurs } from '../../presets/names.ts';
import { namedSysexts } from '../../presets/parts/patterns.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { componentName, findComponent } from '../../sysext/component.ts';
import { leadingMinor } from '../../sysext/release.ts';
import { inConfig } from '../config-place.ts';
import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
  pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
);

/** Kubernetes components of one minor that come in different pull requests. */
export const lint: Lint = {
  id: 'group-apart',
  severity: 'error',
  severityNote: 'info where each of the pull requests has owners of its own',
  title: 'Kubernetes components of one minor come in different pull requests',
  impact: 'One is merged and the other is not: kubelet is bumped, kubectl weeks later.',
  fix: 'Remove the groupName from rules that match some of the components; presets/per-minor makes one group a minor.',
  find: ({ inspection }) => [...splits(inspection).values()],
  fires: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: [namedSysexts(['kubelet'])], matchUpdateTypes: ['patch'], groupName: 'kubelet' },
      ],
    },
  },
  silent: { manifest: MANIFEST },
};

type Sysext = Inspection['sysexts'][number];
type Branch = Inspection['branches'][number];

/** A slot of a Kubernetes component, with the branch of its made-up build. */
interface Placed {
  readonly component: string;
  readonly minor: string;
  readonly sysext: Sysext;
  readonly branch: Branch;
}

/** The components that come apart, once for each two branches. */
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
  // Where newer builds are not found, the rules of groups do not apply either; that is a finding of its own.
  if (sysext.offers.nextPatch === false) return [];
  return [{ component: component.name, minor, sysext, branch }];
}

/** Of each two components of one minor that should be in the same branch, two slots that are not. */
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
 * The slots of another component that a slot belongs to: those in the same file. Where the components share no file,
 * all; then branches by directory are no split.
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
  const [own, its] = [one, other].map(({ sysext, branch }) => {
    return `${slotName(componentName(sysext.packageName) ?? '', sysext.currentValue, null)} is in ${branch.name}`;
  });
  const owners = [one, other].map(({ branch }) => branch.owners.join(', '));
  const isOwned = owners.every((names) => names !== '') && owners[0] !== owners[1];
  return {
    place,
    message: `${own}, ${its}`,
    ...(isOwned ? { severity: 'info', fix: 'Nothing, where two teams own them on purpose.' } : {}),
  };
}
