import type { Manifest } from '../analysis/manifests.ts';
import type { Plan, Upgrade } from '../analysis/schema.ts';
import { type Slot, valuesOf } from '../manifest/slots.ts';
import { isLoopback } from '../registry/address.ts';
import { type Arch, parseArch } from '../sysext/arch.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { isSameRepository, parseImageReference } from '../sysext/image-reference.ts';
import { parseVersion } from '../sysext/tag.ts';

/** A version for one arch that is to be rehearsed. */
export interface RehearsalSubject {
  readonly name: string;
  /** `https://mcr.microsoft.com`, also with the prefix of a mirror. */
  readonly registry: string;
  readonly repository: string;
  /** `v1.34.10-1-azlinux3`, or `v1.34.10` where the revision and distro are resolved when an image is built. */
  readonly value: string;
  /** The distro of a value without one. */
  readonly distro: string | undefined;
  readonly arch: Arch;
  readonly proposed: boolean;
  readonly files: readonly string[];
}

/** The versions to rehearse, and why others cannot be. */
export interface Subjects {
  readonly subjects: readonly RehearsalSubject[];
  readonly problems: readonly string[];
}

/** The architectures to rehearse, and the distro of values without one. */
export interface RehearsalTargets {
  readonly arches: readonly Arch[];
  readonly distro?: string;
}

/**
 * The versions that a plan proposes, then those that the manifests hold, latest and previous: each once for every arch,
 * or for its own where the value has one. Values of another grammar are left alone.
 */
export function subjectsOf(plan: Plan, manifests: readonly Manifest[], targets: RehearsalTargets): Subjects {
  const slots = manifests.flatMap(({ file, slots: all }) => all.map((slot) => ({ file, slot })));
  const upgrades = plan.pullRequests.flatMap((request) => request.upgrades).filter((one) => one.component !== null);
  const distroOf = (file: string, repository: string, from: string) =>
    plan.slots.find((one) => one.file === file && one.package === repository && one.from === from)?.distro ??
    targets.distro;

  const problems: string[] = [];
  const proposed = upgrades.flatMap((upgrade) => {
    const { file, from, to } = upgrade;
    const own = slots.find((one) => one.file === file && isOf(one.slot, upgrade))?.slot;
    const place = own ?? placeOf(upgrade);
    if (place === undefined) {
      problems.push(`${file}: ${upgrade.slot}: the plan does not say from which registry ${to} comes`);
      return [];
    }
    return [{ file, place, value: to, distro: distroOf(file, upgrade.package, from), proposed: true }];
  });
  const held = slots.flatMap(({ file, slot }) =>
    valuesOf(slot).map((value) => {
      return { file, place: slot, value, distro: distroOf(file, slot.repository, slot.latestVersion), proposed: false };
    }),
  );
  const all = [...proposed, ...held]
    .filter(({ value }) => readVersion(value).kind !== 'foreign')
    .flatMap(({ file, place, ...rest }) => {
      const { registry, repository } = place;
      const name = componentName(repository) ?? repository;
      return archesOf(rest.value, targets).map((arch): RehearsalSubject => {
        return { ...rest, name, registry, repository, arch, files: [file] };
      });
    });
  return { subjects: unique(all), problems };
}

/** Whether an upgrade is one of a slot. */
function isOf({ repository, latestVersion }: Slot, upgrade: Upgrade): boolean {
  return latestVersion === upgrade.from && isSameRepository(upgrade.package, repository);
}

/** Where a version comes from that stands in no manifest, by its artifacts. */
function placeOf({ artifacts }: Upgrade): Pick<Slot, 'registry' | 'repository'> | undefined {
  const image = parseImageReference(artifacts[0]?.reference ?? '');
  const url = URL.parse(`https://${image?.registry}`);
  if (image?.registry === undefined || url === null) return undefined;
  return { registry: `${isLoopback(url) ? 'http' : 'https'}://${image.registry}`, repository: image.repository };
}

function archesOf(value: string, { arches }: RehearsalTargets): readonly Arch[] {
  const own = parseVersion(value)?.arch;
  return own === undefined ? arches : [parseArch(own)];
}

/** Several pull requests and slots have the same version: it counts as proposed once one of them proposes it. */
function unique(subjects: readonly RehearsalSubject[]): RehearsalSubject[] {
  const groups = Map.groupBy(subjects, ({ registry, repository, value, distro, arch }) =>
    JSON.stringify([registry, repository, value, distro, arch]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, files: [...new Set(group.flatMap(({ files }) => files))] }];
  });
}
