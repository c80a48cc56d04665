import { expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { git } from '../fidelity/git.ts';
import { commit, gitRepository, write } from '../renovate/git-repository.ts';
import { bothArches, DEFAULT_PRESET, KUBECTL, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';

const TAGS = bothArches(['v1.34.8-1-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3']);
const SNAPSHOT = {
  lists: [KUBELET, KUBECTL].map((repository) => ({ registry: REGISTRY, repository, tags: TAGS })),
  releases: [],
  presets: [],
};

const slots = (latest: string, ...repositories: readonly string[]) =>
  manifest(repositories.map((repository) => ({ repository, latest })));

test.each([
  ['main', ['main', 'release']],
  ['release', ['main', 'release']],
  ['main', ['release', 'main']],
])('%s is checked out, and it is one of %j: what is found is of its files', async (branch, baseBranchPatterns) => {
  const dir = gitRepository({
    'components.json': slots('v1.34.8-1-azlinux3', KUBELET, KUBECTL),
    'renovate.json': JSON.stringify({ extends: [DEFAULT_PRESET], baseBranchPatterns }),
  });
  git(dir, 'branch', 'release');
  write(dir, { 'components.json': slots('v1.34.9-1-azlinux3', KUBECTL, KUBELET) });
  commit(dir, 'Bump');
  git(dir, 'checkout', '--quiet', branch);
  const options = {
    offline: false,
    presetSource: 'here',
    snapshot: SNAPSHOT,
    rules: new Map([['preset-unpinned', 'off' as const]]),
  };
  expect((await check(dir, options)).findings).toEqual([]);
});
