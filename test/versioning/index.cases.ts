import { type api, id } from '../../src/versioning/index.ts';

type Api = typeof api;

const MAX = Number.MAX_SAFE_INTEGER;

/** Whether a string is one version. Ranges are not supported, so `isValid` and `isSingleVersion` agree. */
export const VERSIONS: readonly { readonly input: string; readonly expected: boolean }[] = [
  { input: 'v1.34.10-1-azlinux3', expected: true },
  { input: 'v1.34.10-1-azlinux3-x86-64', expected: true },
  { input: 'v1.34.10-1-azlinux3-arm64', expected: true },
  { input: '1.34.10-1-azlinux3', expected: true },
  { input: 'v1.35.0-rc.1-1-noble-arm64', expected: true },
  { input: 'v1.34.10-1-ubuntu24.04', expected: true },
  { input: `v1.34.${MAX}-1-azlinux3`, expected: true },
  { input: `v1.34.${MAX + 1}-1-azlinux3`, expected: false },
  { input: 'v1.34.10', expected: false },
  { input: 'v1.34.10-1', expected: false },
  { input: 'v1.34.10-azlinux3', expected: false },
  { input: 'v1.34.010-1-azlinux3', expected: false },
  { input: 'v1.34.10-1-arm64', expected: false },
  { input: 'v1.34.10-1-azlinux3-amd64', expected: false },
  { input: 'v1.34.10-1-azlinux3-debug', expected: false },
  { input: '3.0.20260304', expected: false },
  { input: '1.34.10-1.azl3', expected: false },
  { input: '1.34.10-ubuntu24.04u1', expected: false },
  { input: 'latest', expected: false },
  { input: '', expected: false },
  { input: '=v1.34.10-1-azlinux3', expected: false },
  { input: '>=v1.34.10-1-azlinux3', expected: false },
  { input: '^v1.34.10-1-azlinux3', expected: false },
  { input: 'v1.34.10-1-azlinux3 || v1.34.11-1-azlinux3', expected: false },
  { input: 'v1.34.x', expected: false },
  { input: '*', expected: false },
  { input: id, expected: false },
];

export const STABLE: readonly { readonly version: string; readonly expected: boolean }[] = [
  { version: 'v1.34.10-1-azlinux3', expected: true },
  { version: '1.34.10-1-azlinux3', expected: true },
  { version: 'v1.34.10-1-azlinux3-arm64', expected: true },
  { version: 'v0.1.0-0-azlinux3', expected: true },
  { version: 'v1.34.10-1-rc.1', expected: true },
  { version: 'v1.35.0-alpha.1-1-azlinux3', expected: false },
  { version: 'v1.35.0-beta.0-1-azlinux3', expected: false },
  { version: 'v1.35.0-rc.1-1-azlinux3', expected: false },
  { version: 'v1.34.10', expected: false },
];

export const COMPATIBLE: readonly {
  readonly version: string;
  readonly current: string | undefined;
  readonly expected: boolean;
}[] = [
  { version: 'v1.34.11-1-azlinux3', current: 'v1.34.10-1-azlinux3', expected: true },
  { version: 'v1.34.10-2-azlinux3', current: 'v1.34.10-1-azlinux3', expected: true },
  { version: 'v2.0.0-1-azlinux3', current: 'v1.34.10-1-azlinux3', expected: true },
  { version: 'v1.35.0-rc.1-1-azlinux3', current: 'v1.34.10-1-azlinux3', expected: true },
  { version: 'v1.34.11-1-azlinux3', current: '1.34.10-1-azlinux3', expected: true },
  { version: 'v1.34.11-1-azlinux3-arm64', current: 'v1.34.10-1-azlinux3-arm64', expected: true },
  { version: 'v1.34.11-1-noble', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-azlinux4', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-azlinux30', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-azlinux', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-ubuntu24.04', current: 'v1.34.10-1-ubuntu24_04', expected: false },
  { version: 'v1.34.11-1-azlinux3-arm64', current: 'v1.34.10-1-azlinux3-x86-64', expected: false },
  { version: 'v1.34.11-1-azlinux3-arm64', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-azlinux3', current: 'v1.34.10-1-azlinux3-arm64', expected: false },
  { version: 'v1.34.11', current: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.11-1-azlinux3', current: 'v1.34.10', expected: false },
  { version: 'v1.34.10', current: 'v1.34.10', expected: false },
  { version: 'v1.34.11-1-azlinux3', current: undefined, expected: true },
  { version: 'v1.34.11', current: undefined, expected: false },
];

export const BREAKING: readonly { readonly current: string; readonly version: string; readonly expected: boolean }[] = [
  { current: 'v1.34.10-1-azlinux3', version: 'v1.34.10-2-azlinux3', expected: false },
  { current: 'v1.34.10-1-azlinux3', version: 'v1.34.100-1-azlinux3', expected: false },
  { current: 'v1.35.0-rc.1-1-azlinux3', version: 'v1.35.0-1-azlinux3', expected: false },
  { current: 'v1.34.10-1-azlinux3', version: 'v1.35.0-1-azlinux3', expected: true },
  { current: 'v1.34.10-1-azlinux3', version: 'v2.34.10-1-azlinux3', expected: true },
  { current: 'v1.34.10-1-azlinux3', version: 'v1.33.10-1-azlinux3', expected: true },
  { current: 'v1.34.10', version: 'v1.35.0-1-azlinux3', expected: false },
];

export const NUMBERS: readonly {
  readonly version: string;
  readonly major: number | null;
  readonly minor: number | null;
  readonly patch: number | null;
}[] = [
  { version: 'v1.34.10-1-azlinux3', major: 1, minor: 34, patch: 10 },
  { version: '1.31.100-2-azlinux3-arm64', major: 1, minor: 31, patch: 100 },
  { version: 'v1.35.0-rc.2-3-azlinux3', major: 1, minor: 35, patch: 0 },
  { version: `v0.0.${MAX}-0-azlinux3`, major: 0, minor: 0, patch: MAX },
  { version: 'v1.34.10', major: null, minor: null, patch: null },
  { version: '', major: null, minor: null, patch: null },
];

/** `equals`, and all that is the same without ranges: `matches`, `subset`, `intersects`. */
export const EQUALS: readonly { readonly a: string; readonly b: string; readonly expected: boolean }[] = [
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux3', expected: true },
  { a: 'v1.34.10-1-azlinux3', b: '1.34.10-1-azlinux3', expected: true },
  { a: 'v1.34.10-1-azlinux3-arm64', b: 'v1.34.10-1-azlinux3-arm64', expected: true },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-2-azlinux3', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-10-azlinux3', expected: false },
  { a: 'v1.34.1-1-azlinux3', b: 'v1.34.10-1-azlinux3', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-noble', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux30', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux3-arm64', expected: false },
  { a: 'v1.34.10-1-azlinux3-x86-64', b: 'v1.34.10-1-azlinux3-arm64', expected: false },
  { a: 'v1.35.0-rc.1-1-azlinux3', b: 'v1.35.0-1-azlinux3', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: '>=v1.34.10-1-azlinux3', expected: false },
  { a: 'v1.34.10', b: 'v1.34.10', expected: false },
  { a: '', b: '', expected: false },
];

export const GREATER: readonly { readonly a: string; readonly b: string; readonly expected: boolean }[] = [
  { a: 'v1.34.10-2-azlinux3', b: 'v1.34.10-1-azlinux3', expected: true },
  { a: 'v1.34.10-10-azlinux3', b: 'v1.34.10-9-azlinux3', expected: true },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.9-10-azlinux3', expected: true },
  { a: 'v1.34.100-1-azlinux3', b: 'v1.34.99-1-azlinux3', expected: true },
  { a: 'v1.35.0-1-azlinux3', b: 'v1.34.100-1-azlinux3', expected: true },
  { a: 'v2.0.0-1-azlinux3', b: 'v1.99.0-1-azlinux3', expected: true },
  { a: '1.34.11-1-azlinux3', b: 'v1.34.10-1-azlinux3', expected: true },
  { a: 'v1.35.0-1-azlinux3', b: 'v1.35.0-rc.1-1-azlinux3', expected: true },
  { a: 'v1.35.0-1-azlinux3', b: 'v1.35.0-rc.1-2-azlinux3', expected: true },
  { a: 'v1.35.0-rc.10-1-azlinux3', b: 'v1.35.0-rc.9-1-azlinux3', expected: true },
  { a: 'v1.35.0-rc.2-1-azlinux3', b: 'v1.35.0-rc.1-2-azlinux3', expected: true },
  { a: 'v1.35.0-rc.0-1-azlinux3', b: 'v1.35.0-beta.9-1-azlinux3', expected: true },
  { a: 'v1.35.0-beta.0-1-azlinux3', b: 'v1.35.0-alpha.9-1-azlinux3', expected: true },
  { a: 'v1.34.10-1-noble', b: 'v1.34.10-1-azlinux3', expected: true },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux3', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: '1.34.10-1-azlinux3', expected: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10', expected: false },
  { a: 'v1.34.11', b: 'v1.34.10-1-azlinux3', expected: false },
];

/** Renovate rolls back to what is less than a value that is gone: never to another distro or arch. */
export const LESS: readonly { readonly version: string; readonly range: string; readonly expected: boolean }[] = [
  { version: 'v1.34.10-1-azlinux3', range: 'v1.34.10-2-azlinux3', expected: true },
  { version: 'v1.34.10-9-azlinux3', range: 'v1.34.10-10-azlinux3', expected: true },
  { version: 'v1.35.0-rc.1-1-azlinux3', range: 'v1.35.0-1-azlinux3', expected: true },
  { version: 'v1.34.10-1-azlinux3', range: '1.34.10-2-azlinux3', expected: true },
  { version: 'v1.34.10-2-azlinux3', range: 'v1.34.10-2-azlinux3', expected: false },
  { version: 'v1.34.10-3-azlinux3', range: 'v1.34.10-2-azlinux3', expected: false },
  { version: 'v1.34.9-1-noble', range: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.9-1-azlinux3', range: 'v1.34.10-1-azlinux30', expected: false },
  { version: 'v1.34.9-1-azlinux3-x86-64', range: 'v1.34.10-1-azlinux3-arm64', expected: false },
  { version: 'v1.34.9-1-azlinux3-x86-64', range: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.9', range: 'v1.34.10-1-azlinux3', expected: false },
  { version: 'v1.34.9-1-azlinux3', range: 'v1.34.10', expected: false },
];

const PUBLISHED = ['v1.34.9-2-azlinux3', 'v1.34.10-1-noble', 'v1.34.10-1-azlinux3', 'latest', 'v1.34.10-2-azlinux3'];

export const SATISFYING: readonly {
  readonly versions: string[];
  readonly range: string;
  readonly expected: string | null;
}[] = [
  { versions: PUBLISHED, range: 'v1.34.10-1-azlinux3', expected: 'v1.34.10-1-azlinux3' },
  { versions: PUBLISHED, range: '1.34.10-1-azlinux3', expected: 'v1.34.10-1-azlinux3' },
  { versions: PUBLISHED, range: 'v1.34.9-2-azlinux3', expected: 'v1.34.9-2-azlinux3' },
  { versions: PUBLISHED, range: 'v1.34.9-2-noble', expected: null },
  { versions: PUBLISHED, range: 'v1.34.10', expected: null },
  { versions: PUBLISHED, range: 'latest', expected: null },
  { versions: [], range: 'v1.34.10-1-azlinux3', expected: null },
];

export const NEW_VALUES: readonly {
  readonly currentValue: string;
  readonly newVersion: string;
  readonly expected: string | null;
}[] = [
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: 'v1.34.10-2-azlinux3', expected: 'v1.34.10-2-azlinux3' },
  { currentValue: '1.34.9-1-azlinux3', newVersion: 'v1.34.10-2-azlinux3', expected: '1.34.10-2-azlinux3' },
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: '1.34.10-2-azlinux3', expected: 'v1.34.10-2-azlinux3' },
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: 'v1.34.10-2-azlinux3-arm64', expected: 'v1.34.10-2-azlinux3' },
  {
    currentValue: 'v1.34.9-1-azlinux3-arm64',
    newVersion: 'v1.34.10-2-azlinux3-arm64',
    expected: 'v1.34.10-2-azlinux3-arm64',
  },
  {
    currentValue: '1.34.9-1-azlinux3-arm64',
    newVersion: 'v1.34.10-rc.2-2-azlinux3',
    expected: '1.34.10-rc.2-2-azlinux3-arm64',
  },
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: 'v1.34.10-1-noble', expected: null },
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: 'v1.34.10-1-azlinux30', expected: null },
  { currentValue: 'v1.34.9-1-azlinux3-x86-64', newVersion: 'v1.34.10-1-azlinux3-arm64', expected: null },
  { currentValue: 'v1.34.9', newVersion: 'v1.34.10-1-azlinux3', expected: null },
  { currentValue: 'v1.34.9-1-azlinux3', newVersion: 'v1.34.10', expected: null },
  {
    // In the spelling of the value it would be longer than a tag can be.
    currentValue: `v1.34.9-1-${'a'.repeat(112)}-arm64`,
    newVersion: `v1.34.10-10-${'a'.repeat(112)}`,
    expected: null,
  },
];

/** Invalid versions come first, ordered by their characters. */
export const SORTED: readonly string[] = [
  '',
  'latest',
  'v1.34.11',
  'v1.34.9-1-azlinux3',
  'v1.34.10-1-azlinux3',
  'v1.34.10-9-azlinux3',
  'v1.34.10-10-azlinux3',
  'v1.35.0-rc.1-2-azlinux3',
  'v1.35.0-1-azlinux3',
];

export const SAME: readonly {
  readonly type: 'major' | 'minor' | 'patch';
  readonly a: string;
  readonly b: string;
  readonly expected: boolean;
}[] = [
  { type: 'major', a: 'v1.34.10-1-azlinux3', b: 'v1.35.0-1-noble', expected: true },
  { type: 'major', a: 'v1.34.10-1-azlinux3', b: 'v2.34.10-1-azlinux3', expected: false },
  { type: 'minor', a: 'v1.34.10-1-azlinux3', b: 'v1.34.9-1-azlinux3', expected: true },
  { type: 'minor', a: 'v1.34.10-1-azlinux3', b: 'v1.35.10-1-azlinux3', expected: false },
  { type: 'patch', a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-2-azlinux3', expected: true },
  { type: 'patch', a: 'v1.34.10-1-azlinux3', b: 'v1.34.100-1-azlinux3', expected: false },
  { type: 'major', a: 'v1.34.10', b: 'v1.34.10', expected: false },
];

const GOOD = 'v1.34.10-1-azlinux3';
const OTHER = 'v0.0.1-1-other';

/** Every call with an invalid version in each of its places, and the result. */
export const CALLS: readonly {
  readonly method: keyof Api;
  readonly call: (api: Api, bad: never) => unknown;
  readonly expected: false | null;
}[] = [
  { method: 'isValid', call: (api, bad) => api.isValid(bad), expected: false },
  { method: 'isVersion', call: (api, bad) => api.isVersion(bad), expected: false },
  { method: 'isSingleVersion', call: (api, bad) => api.isSingleVersion(bad), expected: false },
  { method: 'isStable', call: (api, bad) => api.isStable(bad), expected: false },
  { method: 'isCompatible', call: (api, bad) => api.isCompatible(bad), expected: false },
  { method: 'isCompatible', call: (api, bad) => api.isCompatible(bad, GOOD), expected: false },
  { method: 'isCompatible', call: (api, bad) => api.isCompatible(bad, bad), expected: false },
  { method: 'isBreaking', call: (api, bad) => api.isBreaking(bad, GOOD), expected: false },
  { method: 'isBreaking', call: (api, bad) => api.isBreaking(GOOD, bad), expected: false },
  { method: 'isBreaking', call: (api, bad) => api.isBreaking(bad, bad), expected: false },
  { method: 'getMajor', call: (api, bad) => api.getMajor(bad), expected: null },
  { method: 'getMajor', call: (api, bad) => api.getMajor({ raw: bad }), expected: null },
  { method: 'getMinor', call: (api, bad) => api.getMinor(bad), expected: null },
  { method: 'getMinor', call: (api, bad) => api.getMinor({ raw: bad }), expected: null },
  { method: 'getPatch', call: (api, bad) => api.getPatch(bad), expected: null },
  { method: 'getPatch', call: (api, bad) => api.getPatch({ raw: bad }), expected: null },
  { method: 'equals', call: (api, bad) => api.equals(bad, GOOD), expected: false },
  { method: 'equals', call: (api, bad) => api.equals(GOOD, bad), expected: false },
  { method: 'equals', call: (api, bad) => api.equals(bad, bad), expected: false },
  { method: 'isGreaterThan', call: (api, bad) => api.isGreaterThan(bad, GOOD), expected: false },
  { method: 'isGreaterThan', call: (api, bad) => api.isGreaterThan(GOOD, bad), expected: false },
  { method: 'isLessThanRange', call: (api, bad) => api.isLessThanRange(bad, GOOD), expected: false },
  { method: 'isLessThanRange', call: (api, bad) => api.isLessThanRange(GOOD, bad), expected: false },
  { method: 'getSatisfyingVersion', call: (api, bad) => api.getSatisfyingVersion([bad, GOOD], bad), expected: null },
  { method: 'getSatisfyingVersion', call: (api, bad) => api.getSatisfyingVersion([bad], GOOD), expected: null },
  { method: 'minSatisfyingVersion', call: (api, bad) => api.minSatisfyingVersion([bad, GOOD], bad), expected: null },
  { method: 'minSatisfyingVersion', call: (api, bad) => api.minSatisfyingVersion([bad], GOOD), expected: null },
  {
    method: 'getNewValue',
    call: (api, bad) => api.getNewValue({ currentValue: bad, newVersion: GOOD }),
    expected: null,
  },
  {
    method: 'getNewValue',
    call: (api, bad) => api.getNewValue({ currentValue: GOOD, newVersion: bad }),
    expected: null,
  },
  {
    method: 'getNewValue',
    call: (api, bad) => api.getNewValue({ currentValue: bad, newVersion: bad }),
    expected: null,
  },
  { method: 'matches', call: (api, bad) => api.matches(bad, GOOD), expected: false },
  { method: 'matches', call: (api, bad) => api.matches(GOOD, bad), expected: false },
  { method: 'matches', call: (api, bad) => api.matches(bad, bad), expected: false },
  { method: 'subset', call: (api, bad) => api.subset(bad, GOOD), expected: false },
  { method: 'subset', call: (api, bad) => api.subset(GOOD, bad), expected: false },
  { method: 'intersects', call: (api, bad) => api.intersects(bad, GOOD), expected: false },
  { method: 'intersects', call: (api, bad) => api.intersects(GOOD, bad), expected: false },
  { method: 'isSame', call: (api, bad) => api.isSame('major', bad, GOOD), expected: false },
  { method: 'isSame', call: (api, bad) => api.isSame('minor', GOOD, bad), expected: false },
  { method: 'isSame', call: (api, bad) => api.isSame('patch', bad, bad), expected: false },
  // In the place of a list, an object, or the name of a part.
  { method: 'getSatisfyingVersion', call: (api, bad) => api.getSatisfyingVersion(bad, OTHER), expected: null },
  { method: 'getSatisfyingVersion', call: (api, bad) => api.getSatisfyingVersion(bad, bad), expected: null },
  { method: 'minSatisfyingVersion', call: (api, bad) => api.minSatisfyingVersion(bad, OTHER), expected: null },
  { method: 'minSatisfyingVersion', call: (api, bad) => api.minSatisfyingVersion(bad, bad), expected: null },
  { method: 'getNewValue', call: (api, bad) => api.getNewValue(bad), expected: null },
  { method: 'isSame', call: (api, bad) => api.isSame(bad, GOOD, GOOD), expected: false },
  { method: 'isSame', call: (api, bad) => api.isSame(bad, bad, bad), expected: false },
];

/** Values that an untyped caller may pass in the place of a string. */
export const NO_TEXT: readonly unknown[] = [
  undefined,
  null,
  0,
  1.34,
  true,
  {},
  [],
  ['v1.34.10-1-azlinux3'],
  Symbol('v'),
  [Symbol('v')],
  { raw: Symbol('v') },
  Object.create(null),
  () => 'v1.34.10-1-azlinux3',
  12n,
  Number.NaN,
  'revision',
  'constructor',
];
