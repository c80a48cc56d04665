import { describe, expect, test } from 'vitest';
import {
  formatImageReference,
  type ImageReference,
  inRegistry,
  isSameRepository,
  parseImageReference,
} from '../../src/sysext/image-reference.ts';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const NAME = 'oss/v2/kubernetes/kubelet-sysext';
const TAG = 'v1.34.10-1-azlinux3-x86-64';
const BARE: ImageReference = { registry: undefined, repository: NAME, tag: undefined, digest: undefined };

/** References, and how each differs from a repository alone. */
const REFERENCES: readonly (readonly [text: string, differs: Partial<ImageReference>])[] = [
  [NAME, {}],
  [`mcr.microsoft.com/${NAME}`, { registry: 'mcr.microsoft.com' }],
  [`mcr.microsoft.com/${NAME}:${TAG}`, { registry: 'mcr.microsoft.com', tag: TAG }],
  [`mcr.microsoft.com/${NAME}@${DIGEST}`, { registry: 'mcr.microsoft.com', digest: DIGEST }],
  [`mcr.microsoft.com/${NAME}:${TAG}@${DIGEST}`, { registry: 'mcr.microsoft.com', tag: TAG, digest: DIGEST }],
  [`localhost:5000/${NAME}:${TAG}`, { registry: 'localhost:5000', tag: TAG }],
  [`localhost/${NAME}`, { registry: 'localhost' }],
  [`[::1]:5000/${NAME}`, { registry: '[::1]:5000' }],
  [`mirror/${NAME}`, { repository: `mirror/${NAME}` }],
  ['kubelet-sysext', { repository: 'kubelet-sysext' }],
  [`kubelet-sysext:${TAG}`, { repository: 'kubelet-sysext', tag: TAG }],
  [`mirror.example/cache/${NAME}:${TAG}`, { registry: 'mirror.example', repository: `cache/${NAME}`, tag: TAG }],
  [`${NAME}:\${version}-\${SYSTEMD_ARCH}`, { tag: `\${version}-\${SYSTEMD_ARCH}` }],
];

describe('a reference', () => {
  test.each(REFERENCES)('%s', (text, differs) => {
    expect(parseImageReference(text)).toEqual({ ...BARE, ...differs });
    expect(formatImageReference({ ...BARE, ...differs })).toBe(text);
  });

  test.each([
    ['http://localhost:5000', `localhost:5000/${NAME}:${TAG}`],
    ['https://mcr.microsoft.com', `mcr.microsoft.com/${NAME}:${TAG}`],
    ['oci://mcr', `mcr/${NAME}:${TAG}`],
  ])('is formatted without the scheme of %s', (registry, formatted) => {
    const reference = { ...BARE, registry, tag: TAG };
    expect(parseImageReference(`${registry}/${NAME}:${TAG}`)).toEqual(reference);
    expect(formatImageReference(reference)).toBe(formatted);
  });
});

test.each(['', ':v1', '@sha256:00', `${NAME}:`, `${NAME}@`, `${NAME}@sha256`, 'a b', 'https://mcr.microsoft.com'])(
  '%j is not a reference',
  (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  },
);

test.each([
  ['mcr.microsoft.com', 'mcr.microsoft.com', NAME],
  ['https://mcr.microsoft.com', 'https://mcr.microsoft.com', NAME],
  ['https://mcr.microsoft.com/', 'https://mcr.microsoft.com', NAME],
  ['mirror:5000/cache/mcr/', 'mirror:5000', `cache/mcr/${NAME}`],
  ['http://127.0.0.1:5000/cache', 'http://127.0.0.1:5000', `cache/${NAME}`],
  ['', '', NAME],
])('in the registry %j', (text, registry, repository) => {
  expect(inRegistry(text, NAME)).toEqual({ ...BARE, registry, repository });
});

test.each([
  [NAME, NAME, true],
  [`mcr.microsoft.com/${NAME}`, NAME, true],
  [`cache/mcr/${NAME}`, NAME, true],
  ['oss/kubelet-sysext', 'other/kubelet-sysext', false],
  ['my-kubelet-sysext', 'kubelet-sysext', false],
  ['oss/my-kubelet-sysext', 'kubelet-sysext', false],
])('%s and %s are of one repository: %s', (a, b, expected) => {
  expect([isSameRepository(a, b), isSameRepository(b, a)]).toEqual([expected, expected]);
});
