import { describe, expect, test } from 'vitest';
import { KUBELET_TAGS, manifest, PRESET, pack, slot, subPreset } from '../../src/check/examples.ts';
import type { Example } from '../../src/check/lint.ts';
import type { Findings } from '../../src/check/schema.ts';
import { runExample } from './run-example.ts';

/** The repository as it was, and as it is when the mistake is mended. */
interface Incident {
  readonly number: number;
  readonly happened: string;
  /** The lint that tells of it. */
  readonly id: string;
  readonly before: Example;
  readonly after: Example;
}

/** A manager as teams have it, for every slot with an OCI registry. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/components\\.json$/'],
  matchStrings: [
    '"renovateTag":\\s*"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"',
  ],
  datasourceTemplate: 'docker',
};

/** A configuration of somebody's own, with their own rules; and the same with ours. */
const own = (...packageRules: object[]) => ({ customManagers: [OWN_MANAGER], packageRules });
const WITH_RULES = { extends: [subPreset('rules')], customManagers: [OWN_MANAGER] };
const withPreset = (...packageRules: object[]) => ({
  extends: [PRESET],
  ...(packageRules.length > 0 ? { packageRules } : {}),
});

const kubelet = (...versions: [string, string?]) => pack('kubelet', [slot('kubelet', ...versions)]);
const kubectl = (...versions: [string, string?]) => pack('kubectl', [slot('kubectl', ...versions)]);
const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
const PAIR = manifest(kubelet('v1.34.9-2-azlinux3'), kubectl('v1.34.9-5-azlinux3'));
const BOOTSTRAP = 'aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext';
const WITH_BOOTSTRAP = manifest(
  kubelet('v1.34.9-2-azlinux3'),
  pack('client', [
    {
      ...slot('kubelet', 'v1.1.4-1-azlinux3'),
      renovateTag: `OCI_registry=https://registry.example, name=${BOOTSTRAP}`,
    },
  ]),
);
const REGEX = 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>.+)$';
const X86_64 = '^(?<version>.+-azlinux3)-x86-64$';

const INCIDENTS: readonly Incident[] = [
  {
    number: 1,
    happened: 'an extractVersion and no versioning: no revision was offered',
    id: 'revision-frozen',
    before: { config: own({ matchPackageNames: [KUBELET], extractVersion: X86_64 }) },
    after: { config: withPreset() },
  },
  {
    number: 2,
    happened: 'every slot was offered the newest minor',
    id: 'minor-switch',
    before: { config: own({ matchPackageNames: [KUBELET], extractVersion: X86_64, versioning: REGEX }) },
    after: { config: withPreset() },
  },
  {
    number: 3,
    happened: 'kubectl jumped to a long-term-support build while kubelet stayed',
    id: 'skew',
    before: { manifest: manifest(kubelet('v1.31.14-1-azlinux3'), kubectl('v1.31.100-1-azlinux3')) },
    after: { manifest: manifest(kubelet('v1.31.14-1-azlinux3'), kubectl('v1.31.14-1-azlinux3')) },
  },
  {
    number: 4,
    happened: 'kubelet was bumped, kubectl ten weeks later',
    id: 'group-apart',
    before: { manifest: PAIR, config: withPreset({ matchPackageNames: [KUBELET], groupName: 'kubelet' }) },
    after: { manifest: PAIR, config: withPreset() },
  },
  {
    number: 5,
    happened: 'a bump of the revision alone evicted the previous patch',
    id: 'rotation',
    before: { manifest: manifest(kubelet('v1.34.13-2-azlinux3', 'v1.34.13-1-azlinux3')) },
    after: { manifest: manifest(kubelet('v1.34.13-2-azlinux3', 'v1.34.12-2-azlinux3')) },
  },
  {
    number: 6,
    happened: 'rules named kubelet-sysext, not the whole repository, and matched nothing',
    id: 'rule-matches-nothing',
    before: { config: withPreset({ matchPackageNames: ['kubelet-sysext'], addLabels: ['kubelet'] }) },
    after: { config: withPreset({ matchPackageNames: [KUBELET], addLabels: ['kubelet'] }) },
  },
  {
    number: 7,
    happened: "a sysext outside of the rule's folder was never bumped",
    id: 'not-covered',
    before: {
      manifest: WITH_BOOTSTRAP,
      config: { ...WITH_RULES, packageRules: [{ matchPackageNames: ['!oss/v2/kubernetes/**'], versioning: 'docker' }] },
    },
    after: { manifest: WITH_BOOTSTRAP, config: withPreset() },
  },
  {
    number: 8,
    happened: 'a broad rule took the revision for a pre-release, and dropped the values as invalid',
    id: 'revision-as-prerelease',
    before: {
      config: withPreset({
        matchPackageNames: ['oss/v2/**'],
        versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<prerelease>\\d+)$',
      }),
    },
    after: { config: withPreset() },
  },
  {
    number: 9,
    happened: 'a version without arm64 was offered, and merged',
    id: 'artifact-missing',
    before: { tags: { [KUBELET]: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3-x86-64'] } },
    after: { tags: KUBELET_TAGS },
  },
  {
    number: 10,
    happened: 'network-isolated nodes ask for revision 1, whatever is cached',
    id: 'first-revision-missing',
    before: { manifest: manifest(kubelet('v1.34.9-2-azlinux3')), tags: { [KUBELET]: ['v1.34.9-2-azlinux3'] } },
    after: {
      manifest: manifest(kubelet('v1.34.9-2-azlinux3')),
      tags: { [KUBELET]: ['v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3'] },
    },
  },
  {
    number: 11,
    happened: 'a glob for 1.34.1 found 1.34.10',
    id: 'glob-ambiguous',
    before: { manifest: manifest(kubelet('v1.34.10-1-azlinux3', 'v1.34.1-1-azlinux3')) },
    after: { manifest: manifest(kubelet('v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3')) },
  },
  {
    number: 12,
    happened: 'a wrong path looked like nothing to update',
    id: 'lookup-failed',
    before: { tags: { 'oss/v2/kubernetes/kubelets-sysext': ['v1.34.10-1-azlinux3'] } },
    after: { tags: KUBELET_TAGS },
  },
  {
    number: 13,
    happened: 'slots without revision and distro were not known to the rules',
    id: 'not-extracted',
    before: { manifest: manifest(kubelet('v1.34.10')) },
    after: {
      manifest: manifest(kubelet('v1.34.10')),
      config: { extends: [PRESET, `${subPreset('revisionless')}(azlinux3)`] },
    },
  },
];

const ids = ({ diagnostics: findings }: Findings) => findings.map(({ id }) => id);

describe.each(INCIDENTS)('incident $number: $happened', ({ id, before, after }) => {
  test(`check says ${id}`, async () => {
    expect(ids(await runExample(before))).toContain(id);
  });

  test('and is silent once it is mended', async () => {
    expect((await runExample(after)).diagnostics).toEqual([]);
  });
});
