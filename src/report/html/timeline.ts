import type { Plan, PlannedSlot, Published, SkippedVersion } from '../../analysis/schema.ts';
import { chooseColumns } from './columns.ts';
import { type Line, ROLES, type Role, type Timeline } from './timeline-model.ts';
import { bareRelease, buildOf, columnOf } from './version-keys.ts';

type Version = Published['versions'][number];

const MAX_LANES = 5;

/** Builds the timelines of a plan's components, in the order of the slots. */
export function timelines({ slots, published, skipped }: Plan): Timeline[] {
  const slotsOf = Map.groupBy(slots, (slot) => slot.package);
  const skippedOf = Map.groupBy(skipped, (one) => one.package);
  const publishedOf = new Map(published.map((entry) => [entry.package, entry]));
  const packages = new Set([...slotsOf.keys(), ...publishedOf.keys()]);
  return [...packages].map((name) => {
    const own = slotsOf.get(name) ?? [];
    const versions = publishedOf.get(name)?.versions ?? [];
    const component = own[0]?.component ?? publishedOf.get(name)?.component ?? name;
    return { component, package: name, lines: linesOf(own, versions, skippedOf.get(name) ?? []) };
  });
}

function linesOf(
  slots: readonly PlannedSlot[],
  versions: readonly Version[],
  skipped: readonly SkippedVersion[],
): Line[] {
  const slotsOf = Map.groupBy(slots, ({ minor }) => minor ?? '');
  const versionsOf = Map.groupBy(versions, ({ minor }) => minor);
  const skippedOf = Map.groupBy(skipped, ({ slot }) => slot);
  const needed = neededArches(slots, versions);
  return [...new Set([...slotsOf.keys(), ...versionsOf.keys()])].map((minor) => {
    const own = slotsOf.get(minor) ?? [];
    const names = new Set(own.map(({ slot }) => slot));
    const held = [...names].flatMap((name) => skippedOf.get(name) ?? []);
    return lineOf(minor, own, versionsOf.get(minor) ?? [], held, needed);
  });
}

/** The architectures of the current versions, which a bump requires as well. */
function neededArches(slots: readonly PlannedSlot[], versions: readonly Version[]): string[] {
  const cached = new Set(slots.map(({ from }) => buildOf(from)));
  return [...new Set(versions.filter(({ version }) => cached.has(buildOf(version))).flatMap(({ arches }) => arches))];
}

function lineOf(
  minor: string,
  slots: readonly PlannedSlot[],
  versions: readonly Version[],
  skipped: readonly SkippedVersion[],
  needed: readonly string[],
): Line {
  const roleOf = rolesOf(slots, skipped);
  const reasons = new Map(skipped.map(({ candidate, reason }) => [buildOf(candidate), reason]));
  const ascending = versions.toReversed().map(({ version, distro, arches }) => {
    const role = roleOf(version);
    const reason = role === 'skipped' ? reasons.get(buildOf(version)) : undefined;
    const missing = needed.filter((arch) => !arches.includes(arch));
    return { distro, column: columnOf(version), mark: { version, role, reason, arches, missing } };
  });
  const distros = distrosOf(slots, versions);
  const drawn = distros.slice(0, MAX_LANES);
  const columns = chooseColumns(ascending.filter(({ distro }) => drawn.some((lane) => lane.distro === distro)));
  const marks = new Map(ascending.map(({ distro, column, mark }) => [`${distro} ${column}`, mark]));
  return {
    minor,
    slots,
    columns: columns.map(({ label, omitted }) => ({ label, omitted })),
    lanes: drawn.map(({ distro, own }) => {
      return { distro, own, marks: columns.map(({ column }) => marks.get(`${distro} ${column}`)) };
    }),
    hiddenLanes: distros.length - drawn.length,
    published: versions.length,
  };
}

/** Lists distros, those of the slots first. If no slot has one, every distro counts as the slots' own. */
function distrosOf(slots: readonly PlannedSlot[], versions: readonly Version[]): { distro: string; own: boolean }[] {
  const own = new Set(slots.flatMap(({ distro }) => distro ?? []));
  const all = new Set([...own, ...versions.map(({ distro }) => distro)]);
  return [...all].map((distro) => ({ distro, own: own.size === 0 || own.has(distro) }));
}

/** Finds the roles of versions. A slot without revision and distro means every build of its release. */
function rolesOf(slots: readonly PlannedSlot[], skipped: readonly SkippedVersion[]): (version: string) => Role {
  const texts: Record<Exclude<Role, 'published'>, readonly (string | null)[]> = {
    proposed: slots.map(({ to }) => to),
    cached: slots.map(({ from }) => from),
    previous: slots.map(({ previous }) => previous),
    // A version that is not newer stands to the left of the current one, which needs no mark.
    skipped: skipped.map(({ reason, candidate }) => (reason === 'not-newer' ? null : candidate)),
  };
  const roles = new Map<string, Role>();
  for (const role of ROLES) {
    if (role === 'published') continue;
    for (const text of texts[role]) {
      if (text !== null && !roles.has(buildOf(text))) roles.set(buildOf(text), role);
    }
  }
  return (version) => roles.get(buildOf(version)) ?? roles.get(bareRelease(version)) ?? 'published';
}
