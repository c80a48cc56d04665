import { expected, type Rule } from '../../proof/oracle.ts';
import { type Dependency, depNameOf, isCovered, MCR, TAGS } from './repository.ts';
import { PINNING, type PresetSet } from './sets.ts';

/*
 * The intended effect of a set of presets, in any order: worked out from what each of them says that it
 * does, without any of its rules.
 */

/** A bump as it is meant to come. */
export interface Bump {
  readonly to: string;
  readonly branch: string;
  readonly automerge: boolean;
  readonly reviewers: readonly string[];
  /** The architectures whose artifacts the pull request links; of no interest where there are none. */
  readonly links: readonly string[];
}

const BOTH = ['x86-64', 'arm64'];

/** The intended proposal for a dependency; `undefined` for none. */
export function intended(dependency: Dependency, set: PresetSet): Bump | undefined {
  if (!isCovered(dependency, set)) return undefined;
  if (dependency.by === 'package') return packageBump(set);
  const to = expected(ruleOf(dependency, set), dependency.from, TAGS.get(dependency.repository) ?? []);
  if (to === undefined) return undefined;
  const isRevision = set.includes('automerge-revisions') && upstream(to) === upstream(dependency.from);
  return {
    to,
    branch: isRevision ? `renovate/${depNameOf(dependency)}-${to}` : groupBranch(dependency.repository, to, set),
    automerge: isRevision,
    reviewers: set.includes('owners') ? ['alice'] : [],
    links: linksOf(dependency, set),
  };
}

/**
 * Whether a digest would be pinned for a value without an arch, as a preset after all of ours says so: then nothing is
 * proposed, and the lint digest-pinned refuses it.
 */
export function isPinned(dependency: Dependency, set: PresetSet): boolean {
  const isValue = dependency.by === 'own' && isLookedUpByDocker(dependency, set) && !hasArch(dependency.from);
  return isValue && PINNING.some((other) => set.at(-1) === other);
}

function ruleOf(dependency: Dependency, set: PresetSet): Rule {
  const holdsLts = set.includes('lts-hold');
  const { by, from } = dependency;
  if (by === 'revisionless')
    return { form: 'revisionless', distro: 'azlinux3', arches: archesOf(dependency, set), holdsLts };
  return { form: hasArch(from) ? 'reference' : 'value', arches: archesOf(dependency, set), holdsLts };
}

/** The architectures that must have a tag. */
function archesOf(dependency: Dependency, set: PresetSet): Rule['arches'] {
  const single = singleArch(set);
  if (!isLookedUpByDocker(dependency, set)) return single === undefined ? BOTH : [single];
  return single === undefined || hasArch(dependency.from) ? 'own' : [single];
}

/** Whether Renovate's docker datasource looks a dependency up, which sees one tag at a time. */
function isLookedUpByDocker({ by, registry, isReference }: Dependency, set: PresetSet): boolean {
  if (by !== 'own') return set.includes('docker');
  if (!['rules', 'annotations'].some((name) => set.includes(name))) return true;
  return isReference ? set.includes('docker') : registry !== MCR;
}

function singleArch(set: PresetSet): string | undefined {
  return BOTH.find((arch) => set.includes(`${arch}-only`));
}

function linksOf(dependency: Dependency, set: PresetSet): readonly string[] {
  const { from, by } = dependency;
  if (by === 'revisionless') return [];
  const own = BOTH.filter((arch) => from.endsWith(`-${arch}`));
  if (own.length > 0) return own;
  const single = singleArch(set);
  if (single !== undefined) return [single];
  return isLookedUpByDocker(dependency, set) ? ['x86-64'] : BOTH;
}

function groupBranch(repository: string, to: string, set: PresetSet): string {
  const name = repository.split('/').at(-1) ?? '';
  if (!['kubelet-sysext', 'kubectl-sysext'].includes(name)) return `renovate/${name}`;
  return kubernetesBranch(to.slice(1), set);
}

function kubernetesBranch(version: string, set: PresetSet): string {
  const [major, minor] = version.split('.');
  return `renovate/kubernetes-sysexts${set.includes('per-minor') ? `-${major}.${minor}` : ''}`;
}

function packageBump(set: PresetSet): Bump {
  const to = '1.34.10-ubuntu24.04u1';
  const branch = set.includes('with-packages') ? kubernetesBranch(to, set) : 'renovate/kubelet-1.x';
  return { to, branch, automerge: false, reviewers: [], links: [] };
}

function hasArch(value: string): boolean {
  return BOTH.some((arch) => value.endsWith(`-${arch}`));
}

/** `v1.34.9` for `v1.34.9-5-azlinux3`. */
function upstream(value: string): string {
  return value.split('-')[0] ?? '';
}
