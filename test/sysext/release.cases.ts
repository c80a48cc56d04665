import type { Release } from '../../src/sysext/release.ts';

/** A release, where it differs from 1.34.10. */
type Differs = Partial<Release>;

/** Texts that are a release from end to end. */
export const RELEASES: readonly { readonly text: string; readonly differs: Differs; readonly format?: string }[] = [
  { text: 'v1.34.10', differs: {} },
  { text: '1.34.10', differs: {}, format: 'v1.34.10' },
  { text: 'v0.0.0', differs: { major: 0, minor: 0, patch: 0 } },
  { text: 'v1.31.100', differs: { minor: 31, patch: 100 } },
  { text: 'v1.34.10-rc.1', differs: { prerelease: { stage: 'rc', number: 1 } } },
  { text: 'v1.34.10-alpha.0', differs: { prerelease: { stage: 'alpha', number: 0 } } },
  { text: '1.34.10-beta.12', differs: { prerelease: { stage: 'beta', number: 12 } }, format: 'v1.34.10-beta.12' },
  { text: `v1.34.${Number.MAX_SAFE_INTEGER}`, differs: { patch: Number.MAX_SAFE_INTEGER } },
];

/** Texts that start with a release and continue with something else. */
export const LEADING: readonly { readonly text: string; readonly differs: Differs }[] = [
  { text: 'v1.34.10-1-azlinux3', differs: {} },
  { text: 'v1.34.10-rc.1-2-azlinux3-x86-64', differs: { prerelease: { stage: 'rc', number: 1 } } },
  { text: '1.34.10-ubuntu24.04u1', differs: {} },
  { text: '1.34.10-1.azl3', differs: {} },
  { text: 'v1.34.10-azlinux3', differs: {} },
  { text: 'v1.34.10+k3s1', differs: {} },
  { text: 'v1.34.10 ', differs: {} },
  { text: 'v1.34.10-rc.1a', differs: { prerelease: { stage: 'rc', number: 1 } } },
  { text: 'v1.34.10-gamma.1', differs: {} },
];

/** Texts that do not start with a release. */
export const OTHERS = [
  '',
  'v',
  'latest',
  'v1',
  'v1.34',
  'v1.34.',
  'v1.34.010',
  'v01.34.10',
  'v1.034.10',
  'v1.34.10.1',
  '3.0.20260304.1',
  'V1.34.10',
  'vv1.34.10',
  ' v1.34.10',
  'v1.34.-10',
  'v-1.34.10',
  `v1.34.${Number.MAX_SAFE_INTEGER}0`,
  `v1.34.10-rc.${Number.MAX_SAFE_INTEGER}0`,
  'kubelet-v1.34.10',
] as const;

/** Releases in ascending order. */
export const ASCENDING = [
  'v0.9.9',
  'v1.0.0-alpha.1',
  'v1.0.0-alpha.2',
  'v1.0.0-alpha.10',
  'v1.0.0-beta.0',
  'v1.0.0-rc.0',
  'v1.0.0',
  'v1.0.9',
  'v1.0.10',
  'v1.0.99',
  'v1.0.100',
  'v1.9.0',
  'v1.10.0',
  'v2.0.0-rc.1',
  'v2.0.0',
] as const;

/** Strings, and the Kubernetes minor that each starts with. */
export const MINORS: readonly (readonly [string, string | undefined])[] = [
  ['v1.34.10-1-azlinux3', '1.34'],
  ['1.34.10', '1.34'],
  ['v1.34', '1.34'],
  ['1.34', '1.34'],
  ['v1.34.010-1-azlinux3', '1.34'],
  ['v1.34-1-azlinux3', '1.34'],
  ['3.0.20260304', '3.0'],
  ['v1.034.10', undefined],
  ['v01.34.10', undefined],
  ['v1', undefined],
  ['V1.34', undefined],
  ['kubelet 1.34', undefined],
  ['', undefined],
];
