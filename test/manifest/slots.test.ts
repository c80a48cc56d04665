import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatPath } from '../../src/manifest/path.ts';
import { readSlots } from '../../src/manifest/slots.ts';
import { parseVersion } from '../../src/sysext/tag.ts';

const TAG = 'OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext';
const slot = { renovateTag: TAG, latestVersion: 'v1.34.9-2-azlinux3' };
const entry = (...versionsV2: unknown[]) => ({
  versionsV2,
  downloadURL: 'mcr.microsoft.com/x/kubelet-sysext:VERSION',
});

/** A manifest, and `<path> <repository> <value>` of its slots or `<path> <message>` of its problems. */
const CASES: readonly { name: string; manifest: unknown; slots?: readonly string[]; problems?: readonly string[] }[] = [
  {
    name: 'a slot',
    manifest: { Packages: [entry(slot)] },
    slots: ['Packages[0].versionsV2[0] oss/v2/kubernetes/kubelet-sysext v1.34.9-2-azlinux3'],
  },
  {
    name: 'a slot anywhere',
    manifest: { a: { b: [slot] } },
    slots: ['a.b[0] oss/v2/kubernetes/kubelet-sysext v1.34.9-2-azlinux3'],
  },
  {
    name: 'slots in their order',
    manifest: entry(slot, { ...slot, latestVersion: 'v1.35.0-1-azlinux3' }),
    slots: [
      'versionsV2[0] oss/v2/kubernetes/kubelet-sysext v1.34.9-2-azlinux3',
      'versionsV2[1] oss/v2/kubernetes/kubelet-sysext v1.35.0-1-azlinux3',
    ],
  },
  {
    name: 'another spelling of the tag',
    manifest: [{ ...slot, renovateTag: 'registry=http://r:5000/ ,name=kubelet-sysext, os=x' }],
    slots: ['[0] kubelet-sysext v1.34.9-2-azlinux3'],
  },
  {
    name: 'another package',
    manifest: [{ ...slot, renovateTag: 'name=kubelet, repository=production' }, 7, null, 'renovateTag'],
  },
  {
    name: 'left alone on purpose',
    manifest: entry({ renovateTag: '<DO_NOT_UPDATE>', latestVersion: 'v1.34.9-2-azlinux3' }),
  },
  {
    name: 'a missing tag',
    manifest: entry({ latestVersion: 'v1.34.9-2-azlinux3' }),
    problems: ['versionsV2[0] has no renovateTag'],
  },
  {
    name: 'a tag without a registry',
    manifest: [{ ...slot, renovateTag: 'name=kubelet-sysext' }],
    problems: ['[0] has a renovateTag that does not name a sysext'],
  },
  { name: 'a missing version', manifest: [{ renovateTag: TAG }], problems: ['[0] has no latestVersion'] },
  {
    name: 'a version that is not a string',
    manifest: entry({ ...slot, latestVersion: 1 }),
    problems: ['versionsV2[0] is not a slot'],
  },
  {
    name: 'an entry whose slots are under another name',
    manifest: { downloadURL: 'mcr.microsoft.com/x/kubelet-sysext:VERSION', versions: [slot] },
    slots: ['versions[0] oss/v2/kubernetes/kubelet-sysext v1.34.9-2-azlinux3'],
    problems: [' has the downloadURL of a sysext and no versionsV2'],
  },
];

test.each(CASES)('$name', ({ manifest, slots = [], problems = [] }) => {
  const read = readSlots(JSON.stringify(manifest));
  expect(read.slots.map((one) => `${formatPath(one.path)} ${one.repository} ${one.latestVersion}`)).toEqual(slots);
  expect(read.problems.map((one) => `${formatPath(one.path)} ${one.message}`)).toEqual(
    problems.map((start) => expect.stringContaining(start)),
  );
});

test('a slot is parsed', () => {
  const values = { latestVersion: 'v1.34.10-1-azlinux3', previousLatestVersion: 'v1.34.9' };
  const renovateTag = 'OCI_registry=https://mirror.example:5000/cache/mcr/, name=oss/kubelet-sysext';
  const inside = { name: 'kubelet', list: [{ renovateTag, ...values, more: { than: [{}] } }] };
  const [read] = readSlots(JSON.stringify({ name: 'all', inside })).slots;
  expect(read).toMatchObject({
    registry: 'https://mirror.example:5000/cache/mcr',
    repository: 'oss/kubelet-sysext',
    component: 'kubelet',
    version: parseVersion('v1.34.10-1-azlinux3'),
    previous: undefined,
    minor: '1.34',
    depth: 2,
    fields: { more: { than: [{}] } },
    packageName: 'kubelet',
  });
});

test.each([
  'OCI_registry=mcr.microsoft.com, name=kubelet-sysext',
  'OCI_registry=https://mirror.example//cache, name=kubelet-sysext',
  'OCI_registry=https://mcr.microsoft.com; name=kubelet-sysext',
  'OCI_registry=https://mcr.microsoft.com, name=kubelet-sysext-v2',
])('the renovateTag %s, which no manager matches, is a problem', (renovateTag) => {
  const { slots, problems } = readSlots(JSON.stringify(entry({ ...slot, renovateTag })));
  expect([slots.length, problems.length]).toEqual([0, 1]);
});

test('a real manifest', () => {
  const file = path.resolve(import.meta.dirname, '../fixtures/agentbaker/components.json');
  const { slots, problems } = readSlots(readFileSync(file, 'utf8'));
  expect(slots.map(({ repository, k8sVersion }) => [repository.split('/').at(-1), k8sVersion])).toEqual([
    ['aks-secure-tls-bootstrap-client-sysext', undefined],
    ['kubelet-sysext', '1.34'],
    ['kubelet-sysext', '1.35'],
    ['kubelet-sysext', '1.36'],
    ['kubectl-sysext', '1.34'],
    ['kubectl-sysext', '1.35'],
    ['kubectl-sysext', '1.36'],
    ['azure-acr-credential-provider-sysext', '1.34'],
    ['azure-acr-credential-provider-sysext', '1.35'],
    ['azure-acr-credential-provider-sysext', '1.36'],
  ]);
  expect(problems).toEqual([]);
});

test('however deep a file nests, it is read', () => {
  const depth = 20_000;
  expect(readSlots(`${'['.repeat(depth)}${JSON.stringify(slot)}${']'.repeat(depth)}`).slots).toHaveLength(1);
});

test('an invalid file is a SyntaxError', () => {
  expect(() => readSlots('{ "Packages": [')).toThrow(SyntaxError);
});
