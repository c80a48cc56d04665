import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/renovate/internals.ts';
import { type Bot, HOST, startBot } from '../proof/bot.ts';
import { bothArches } from '../renovate/scenario.ts';
import { applied, extended } from './package-rules.ts';
import { configOf } from './sets/sets.ts';

const PRESETS = ['default.json', 'presets/automerge-revisions.json'];

/** Automerged updates: a newer build of the same release, and nothing else that leaves the release as it is. */
const UPDATES: readonly { updateType: string; from: string; to: string; automerge: boolean }[] = [
  { updateType: 'patch', from: 'v1.34.9-1-azlinux3', to: 'v1.34.9-2-azlinux3', automerge: true },
  { updateType: 'patch', from: 'v1.34.9-9-azlinux3', to: 'v1.34.9-10-azlinux3', automerge: true },
  { updateType: 'patch', from: 'v1.34.9-1-azlinux3-arm64', to: 'v1.34.9-2-azlinux3-arm64', automerge: true },
  { updateType: 'patch', from: 'v1.34.9-1-azlinux3', to: 'v1.34.10-1-azlinux3', automerge: false },
  { updateType: 'patch', from: 'v1.34.1-1-azlinux3', to: 'v1.34.10-1-azlinux3', automerge: false },
  { updateType: 'patch', from: 'v1.35.0-rc.1-1-azlinux3', to: 'v1.35.0-1-azlinux3', automerge: false },
  { updateType: 'minor', from: 'v1.34.9-1-azlinux3', to: 'v1.35.0-1-azlinux3', automerge: false },
  { updateType: 'rollback', from: 'v1.34.9-2-azlinux3', to: 'v1.34.9-1-azlinux3', automerge: false },
  { updateType: 'digest', from: 'v1.34.9-1-azlinux3-arm64', to: 'v1.34.9-1-azlinux3-arm64', automerge: false },
  { updateType: 'pinDigest', from: 'v1.34.9-1-azlinux3-arm64', to: 'v1.34.9-1-azlinux3-arm64', automerge: false },
  { updateType: 'patch', from: 'v1.34.9', to: 'v1.34.10', automerge: false },
];

test.each(UPDATES)('$updateType, $from -> $to: $automerge', async ({ updateType, from, to, automerge }) => {
  const config = await applied(extended(PRESETS), {
    datasource: 'docker',
    manager: 'regex',
    packageName: `${HOST}/oss/v2/kubernetes/kubelet-sysext`,
    depName: 'kubelet-sysext',
    currentValue: from,
    currentVersion: from,
    newValue: to,
    updateType,
  });
  expect(config['automerge']).toBe(automerge);
});

const REVISION = ['v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3'];
const PATCH = ['v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'];
const TAGS = new Map(
  Object.entries({
    'oss/v2/kubernetes/kubelet-sysext': bothArches(REVISION),
    'mirror/kubelet-sysext': bothArches(REVISION),
    'oss/v2/kubernetes/kubectl-sysext': bothArches(PATCH),
    'some/client-sysext': bothArches(REVISION),
  }),
);

function manifestOf(repositories: Iterable<string>): Record<string, string> {
  const slots = [...repositories].map((repository) => ({
    renovateTag: `OCI_registry=https://${HOST}, name=${repository}`,
    latestVersion: 'v1.34.9-1-azlinux3',
  }));
  return { 'components.json': JSON.stringify(slots) };
}

/** Settings of a team that have a say in the names of branches. */
const OWN: readonly { name: string; own: Config }[] = [
  { name: 'nothing', own: {} },
  { name: 'hashes', own: { hashedBranchLength: 30 } },
  { name: 'strict names', own: { branchNameStrict: true } },
  { name: 'prefixes', own: { branchPrefix: 'bot-', additionalBranchPrefix: 'deps-' } },
  { name: 'one group for all', own: { groupName: 'all' } },
  { name: 'a group and its slug by a rule', own: rule({ groupName: 'ours', groupSlug: 'ours' }) },
  { name: 'a topic', own: { branchTopic: 'deps' } },
  { name: 'minor and patch apart', own: { separateMinorPatch: true, separateMultipleMinor: true } },
];

function rule(fields: Config): Config {
  return { packageRules: [{ matchPackageNames: ['/-sysext$/'], ...fields }] };
}

describe('branches', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot.close());

  test.each(OWN)('with $name, a revision shares its branch with nothing', async ({ own }) => {
    const config = await configOf(['default', 'automerge-revisions'], { semanticCommits: 'disabled', ...own });
    const updates = await bot.lookUp({ config, files: manifestOf(TAGS.keys()), tags: TAGS });
    const branches = Map.groupBy(updates, ({ branchName }) => branchName);
    const automerged = [...branches.values()].filter((all) => all.some(({ automerge }) => automerge));
    expect(automerged.map((all) => all.map(({ depName }) => depName))).toEqual([
      [`${HOST}/oss/v2/kubernetes/kubelet-sysext`],
      [`${HOST}/mirror/kubelet-sysext`],
      [`${HOST}/some/client-sysext`],
    ]);
  });

  test('repositories whose names differ in a separator do not share one', async () => {
    const tags = new Map(
      ['a/b/some-sysext', 'a/b-some-sysext', 'a-b/some-sysext'].map((name) => [name, bothArches(REVISION)]),
    );
    const config = await configOf(['default', 'automerge-revisions'], { semanticCommits: 'disabled' });
    const updates = await bot.lookUp({ config, files: manifestOf(tags.keys()), tags });
    expect(new Set(updates.map(({ branchName }) => branchName)).size).toBe(tags.size);
  });
});
