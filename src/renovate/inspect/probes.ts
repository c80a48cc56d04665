import { formatVersion, parseVersion, type SysextVersion } from '../../sysext/tag.ts';
import type { Config, Internals } from '../internals.ts';
import type { Inspection } from '../protocol.ts';
import type { Settled } from './rules.ts';

/*
 * What Renovate would offer for a slot, asked with made-up candidates: whether versioning, extractVersion and
 * allowedVersions let the right ones through and no others shows before a registry has them.
 */

type Probes = NonNullable<Verdicts['offers']>;

/** A name that no distro has, so that nobody's rule knows it. */
const OTHER_DISTRO = 'otherdistro9';

/** What decides on an offer, beside the candidate. */
const DECISIVE = [
  'currentValue',
  'datasource',
  'versioning',
  'extractVersion',
  'allowedVersions',
  'ignoreUnstable',
  'maxMajorIncrement',
];

/** What a configuration makes of a slot's value: how it reads it, and which candidates it offers. */
export type Verdicts = Pick<Inspection['sysexts'][number], 'reads' | 'offers'>;

/** Gives the verdicts on slots; those on equal slots are found once. */
export function createProbe(internals: Internals): (settled: Settled) => Verdicts {
  const known = new Map<string, Verdicts>();
  return (settled) => {
    const key = JSON.stringify(DECISIVE.map((name) => settled.config[name] ?? null));
    const verdicts = known.get(key) ?? {
      reads: readsValue(internals, settled),
      offers: probe(internals, settled) ?? null,
    };
    known.set(key, verdicts);
    return verdicts;
  };
}

/** Would each of these be offered for a slot with this value? `undefined` for pre-releases and values of another grammar. */
function probe(internals: Internals, { config }: Settled): Probes | undefined {
  const own = parseVersion(String(config['currentValue']));
  if (own === undefined || own.prerelease !== undefined) return undefined;
  const offers = (candidate: Partial<SysextVersion>, current: Partial<SysextVersion> = {}): boolean =>
    isOffered(internals, config, formatVersion({ ...own, ...current }), { ...own, ...candidate });
  return {
    nextRevision: offers({ revision: own.revision + 1 }),
    tenthRevision: offers({ revision: 10 }, { revision: 9 }),
    nextPatch: offers({ patch: own.patch + 1, revision: own.revision }),
    patchOfOtherRevision: offers({ patch: own.patch + 1, revision: own.revision + 1 }),
    olderRevision: offers({ revision: 9 }, { revision: 10 }),
    otherDistro:
      offers({ revision: own.revision + 1, distro: OTHER_DISTRO }) ||
      offers({ patch: own.patch + 1, distro: OTHER_DISTRO }),
    nextMinor: offers({ minor: own.minor + 1, patch: 0 }),
    prerelease: offers({ patch: own.patch + 1, prerelease: { stage: 'rc', number: 1 } }),
  };
}

/** Whether the versioning takes the value for a version at all, and for a stable one. */
function readsValue(internals: Internals, { config }: Settled): Inspection['sysexts'][number]['reads'] {
  const versioning = versioningOf(internals, config);
  const value = String(config['currentValue']);
  if (versioning === undefined || !versioning.isValid(value)) return 'invalid';
  return versioning.isStable(value) ? 'stable' : 'unstable';
}

/** The filters of Renovate's lookup, in their order, over a registry with this one candidate. */
export function isOffered(internals: Internals, config: Config, current: string, candidate: SysextVersion): boolean {
  const versioning = versioningOf(internals, config);
  if (versioning === undefined || !versioning.isVersion(current)) return false;
  const { applyExtractVersion } = internals['modules/datasource/common.js'];
  const { filterVersions } = internals['workers/repository/process/lookup/filter.js'];
  // Registries have tags, our datasource has versions without an arch beside them.
  const spellings = candidate.arch === undefined ? [candidate, { ...candidate, arch: 'x86-64' as const }] : [candidate];
  const releases = spellings.map((one) => ({ version: formatVersion(one) }));
  try {
    const extracted = applyExtractVersion({ releases }, config['extractVersion'] as string | undefined);
    const newer = filterVersions(
      { ...config, currentValue: current },
      current,
      undefined,
      extracted.releases,
      versioning,
    );
    return newer.some(({ version }) => versioning.isCompatible(version, current));
  } catch {
    return false;
  }
}

/** The versioning that a configuration names; `undefined` where there is none of that name. */
export function versioningOf(internals: Internals, config: Config) {
  try {
    const { getDefaultVersioning } = internals['modules/datasource/common.js'];
    const name = config['versioning'] ?? getDefaultVersioning(config['datasource'] as string | undefined);
    return internals['modules/versioning/index.js'].get(name as string);
  } catch {
    return undefined;
  }
}
