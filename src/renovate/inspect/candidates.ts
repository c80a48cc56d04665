import { distroOfType } from '../../presets/parts/managers.ts';
import { ARCHES, type Arch } from '../../sysext/arch.ts';
import { formatRelease } from '../../sysext/release.ts';
import { formatVersion, NEWEST_REVISION, parseSlotValue, type SysextVersion } from '../../sysext/tag.ts';
import type { Config } from '../internals.ts';

/** A name that no distro has, so that no rule of a user matches it. */
const OTHER_DISTRO = 'otherdistro9';

type Changed = Partial<SysextVersion>;

/** A trial registry: a slot's version, and the builds that are published beside it. */
interface Case {
  /** The slot's own version, if not given. */
  readonly current?: Changed;
  readonly builds: (own: SysextVersion) => readonly Changed[];
}

/** The trial registries of a slot. */
const CASES = {
  nextRevision: { builds: ({ revision }) => [{ revision: revision + 1 }] },
  tenthRevision: { current: { revision: 9 }, builds: () => [{ revision: 10 }] },
  nextPatch: { builds: ({ patch }) => [{ patch: patch + 1 }] },
  patchOfOtherRevision: { builds: ({ patch, revision }) => [{ patch: patch + 1, revision: revision + 1 }] },
  olderRevision: { current: { revision: 10 }, builds: () => [{ revision: 9 }] },
  otherDistro: {
    builds: ({ patch, revision }) => [
      { revision: revision + 1, distro: OTHER_DISTRO },
      { patch: patch + 1, distro: OTHER_DISTRO },
    ],
  },
  nextMinor: { builds: ({ minor }) => [{ minor: minor + 1, patch: 0 }] },
  prerelease: { builds: ({ patch }) => [{ patch: patch + 1, prerelease: { stage: 'rc', number: 1 } }] },
} as const satisfies Record<string, Case>;

/** The name of a trial registry, by its build. */
export type Build = keyof typeof CASES;

export const BUILDS = Object.keys(CASES) as readonly Build[];

/** Builds that every slot should get: their branches are those that a bot would open. */
export const GROUPED: readonly Build[] = ['nextRevision', 'nextPatch'];

/** Builds whose lookup alone is inspected: rules and branches treat them as other builds of their type. */
export const LOOKUP_ONLY: readonly Build[] = ['tenthRevision', 'patchOfOtherRevision'];

/** The trial registry of one slot. */
export interface Candidate {
  /** The value of the slot. */
  readonly currentValue: string;
  /** Every spelling of the versions that the registry has. */
  readonly releases: readonly string[];
}

/** The version that a slot holds. */
interface SlotVersion {
  readonly version: SysextVersion;
  /** Whether the value lacks revision and distro, which are then those of the newest build. */
  readonly isRevisionless: boolean;
}

/** The version of a dependency with a valid value, or one without revision and distro; `undefined` for others. */
export function slotVersion({ currentValue, depType }: Config): SlotVersion | undefined {
  const value = String(currentValue);
  const version = parseSlotValue(value, distroOfType(depType as string | undefined));
  if (version?.revision !== NEWEST_REVISION) return version && { version, isRevisionless: false };
  return { version: { ...version, revision: 1 }, isRevisionless: true };
}

/**
 * A trial registry with one newer build for a slot.
 *
 * @returns `undefined` for a build that the slot cannot have: a value without a revision has no next one, and
 *   pre-releases are not tried.
 */
export function candidateFor({ version, isRevisionless }: SlotVersion, build: Build): Candidate | undefined {
  const { current = {}, builds }: Case = CASES[build];
  if (version.prerelease !== undefined) return undefined;
  if (isRevisionless && build !== 'nextPatch' && build !== 'nextMinor' && build !== 'prerelease') return undefined;
  const own = { ...version, ...current };
  return {
    currentValue: isRevisionless ? formatRelease(own) : formatVersion(own),
    releases: [own, ...builds(version).map((changed) => ({ ...version, ...changed }))].flatMap(spellings),
  };
}

/** Registries have tags; the presets' datasource has versions without an arch beside them. */
function spellings(version: SysextVersion): string[] {
  const arches: readonly (Arch | undefined)[] = version.arch === undefined ? [undefined, ...ARCHES] : [version.arch];
  return arches.map((arch) => formatVersion({ ...version, arch }));
}
