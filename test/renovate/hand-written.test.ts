import { expect, test } from 'vitest';
import { lookupDiagnostics } from '../../src/analysis/lookups.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { Digest } from '../../src/renovate/messages.ts';
import { repository } from '../cli/command.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from './scenario.ts';

/*
 * A snapshot that is written by hand has tag lists and nothing else: they answer every lookup of a sysext, by whichever
 * datasource.
 */

const OLD = 'v1.34.9-2-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';
const HOST = new URL(REGISTRY).host;
const CURRENT = `sha256:${'1'.repeat(64)}`;
const NEWEST = `sha256:${'2'.repeat(64)}`;

const SLOT = { 'components.json': manifest([{ repository: KUBELET, latest: OLD }]) };
const MIRRORED = { 'components.json': SLOT['components.json'].replace(REGISTRY, `${REGISTRY}/mirror`) };
const FROM = { Dockerfile: `FROM ${HOST}/${KUBELET}:${OLD}-x86-64\n` };
const FROM_DIGEST = { Dockerfile: FROM.Dockerfile.replace('\n', `@${CURRENT}\n`) };

const DOCKER = [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`];
const RULES = [`${DEFAULT_PRESET}//presets/rules`];

/** Without our presets, by Renovate's docker datasource alone. */
const PLAIN = {
  packageRules: [
    {
      matchPackageNames: ['/-sysext$/'],
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>.+)$',
    },
  ],
};

/** A manager as teams have it, which leaves lookups to Renovate's docker datasource. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStrings: [
    '"renovateTag":\\s*"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"',
  ],
  datasourceTemplate: 'docker',
  autoReplaceStringTemplate:
    '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n                "latestVersion": "{{{newValue}}}"',
};

interface Case {
  readonly name: string;
  readonly config: object;
  readonly files: Readonly<Record<string, string>>;
  readonly registry?: string;
  readonly repository?: string;
  readonly digests?: readonly Digest[];
  /** What stands in the file afterwards; nothing, if it is not edited. */
  readonly after?: string;
  readonly problems?: readonly unknown[];
}

const noDigest = expect.stringContaining('the digests of its tags are not in the snapshot');

function digestOf(value: string, digest: string): Digest {
  const packageName = `${HOST}/${KUBELET}`;
  return {
    datasource: 'docker',
    packageName,
    registryUrl: REGISTRY,
    value: `${value}-x86-64`,
    currentDigest: CURRENT,
    digest,
  };
}

const CASES: readonly Case[] = [
  { name: 'the default preset', config: { extends: [DEFAULT_PRESET] }, files: SLOT, after: NEW },
  {
    name: 'a registry without its scheme',
    config: { extends: [DEFAULT_PRESET] },
    files: SLOT,
    registry: `${HOST}/`,
    after: NEW,
  },
  { name: 'presets/docker', config: { extends: DOCKER }, files: SLOT, after: NEW },
  {
    name: 'presets/docker, a registry without its scheme',
    config: { extends: DOCKER },
    files: SLOT,
    registry: `${HOST}/`,
    after: NEW,
  },
  {
    name: 'a registry with a path',
    config: { extends: [DEFAULT_PRESET] },
    files: MIRRORED,
    registry: `${REGISTRY}/mirror`,
    after: NEW,
  },
  {
    name: 'presets/docker, a registry with a path',
    config: { extends: DOCKER },
    files: MIRRORED,
    repository: `mirror/${KUBELET}`,
    after: NEW,
  },
  { name: 'FROM lines', config: { extends: RULES }, files: FROM, after: `${NEW}-x86-64\n` },
  { name: 'a manager of its own', config: { extends: RULES, customManagers: [OWN_MANAGER] }, files: SLOT, after: NEW },
  {
    name: 'a manager of its own, a slash behind the registry',
    config: { extends: RULES, customManagers: [OWN_MANAGER] },
    files: { 'components.json': SLOT['components.json'].replace(`${REGISTRY},`, `${REGISTRY}/,`) },
    after: NEW,
  },
  {
    name: 'digests are pinned, where the file has none',
    config: { extends: [...RULES, 'docker:pinDigests'], customManagers: [OWN_MANAGER] },
    files: SLOT,
    after: NEW,
  },
  {
    name: 'digests are pinned, and the file would have one',
    config: { extends: ['docker:pinDigests'], ...PLAIN },
    files: FROM,
    after: `${NEW}-x86-64\n`,
    problems: [noDigest],
  },
  { name: 'a digest in the file', config: PLAIN, files: FROM_DIGEST, problems: [noDigest] },
  {
    name: 'a digest in the file, and the new one in the snapshot',
    config: PLAIN,
    files: FROM_DIGEST,
    digests: [digestOf(OLD, CURRENT), digestOf(NEW, NEWEST)],
    after: `${NEW}-x86-64@${NEWEST}\n`,
  },
  ...['gitlab', 'gitea', 'forgejo', 'github'].map((forge) => ({
    name: `presets pinned on ${forge}`,
    config: { extends: [`${forge}>acme/aks-sysext-renovate#0.1.0`] },
    files: SLOT,
    after: NEW,
  })),
  {
    name: 'other dependencies',
    config: { extends: [DEFAULT_PRESET] },
    files: {
      ...SLOT,
      'go.mod': 'module example.org/a\n\ngo 1.23\n\nrequire github.com/spf13/cobra v1.0.0\n',
      '.nvmrc': '20.0.0\n',
    },
    after: NEW,
  },
];

test.for(CASES)('$name', async (one) => {
  const { config, files, registry = REGISTRY, repository: listed = KUBELET, digests, after, problems = [] } = one;
  const lists = [{ registry, repository: listed, tags: bothArches([OLD, NEW]) }];
  const snapshot = { lists, releases: [], presets: [], ...(digests === undefined ? {} : { digests: [...digests] }) };
  const answer = await runRenovate(repository(files, REGISTRY, config), { snapshot });
  const edits = answer.branches.flatMap((branch) => branch.edits.map((edit) => edit.after));
  expect(edits).toEqual(after === undefined ? [] : [expect.stringContaining(after)]);
  expect(lookupDiagnostics(answer).map(({ message }) => message)).toEqual(problems);
});
