import { expect, test } from 'vitest';
import { analyze } from '../../src/analysis/analyze.ts';
import { sentenceOf } from '../../src/analysis/diagnostic.ts';
import { check, checkoutNotes } from '../../src/check/check.ts';
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
  expect((await check(dir, options)).diagnostics).toEqual([]);
});

test('a manifest of another base branch: the plan names the branch, and the check says that it does not read it', async () => {
  const dir = gitRepository({
    'components.json': slots('1.34.9-1-azlinux3', KUBELET),
    'renovate.json': JSON.stringify({ extends: [DEFAULT_PRESET], baseBranchPatterns: ['main', 'release'] }),
  });
  git(dir, 'branch', 'release');
  write(dir, { 'components.json': slots('v1.34.9-1-azlinux3', KUBELET) });
  commit(dir, 'Correct');
  const options = { presetSource: 'here', snapshot: SNAPSHOT };
  const analysis = await analyze(dir, options);
  expect(analysis.diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
    {
      id: 'value-malformed',
      file: 'components.json',
      message: expect.stringMatching(/the leading v is missing.* \(on release\)$/),
    },
  ]);
  expect(checkoutNotes(analysis)).toContainEqual(
    expect.objectContaining({
      severity: 'warning',
      message: 'the files of main are checked, and those of release are not',
      fix: 'check that branch out as well',
    }),
  );
});

test('$default, where git does not tell which branch it is', async () => {
  const dir = gitRepository({
    'components.json': slots('v1.34.9-1-azlinux3', KUBELET),
    'renovate.json': JSON.stringify({ extends: [DEFAULT_PRESET], baseBranchPatterns: ['$default', 'dev'] }),
  });
  git(dir, 'branch', 'dev');
  git(dir, 'checkout', '--quiet', '--detach');
  const { diagnostics } = await analyze(dir, { presetSource: 'here', snapshot: SNAPSHOT });
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(sentenceOf)).toContain(
    'baseBranchPatterns has "$default", and git does not have the name of the default branch here: run "git remote set-head origin --auto"',
  );
});
