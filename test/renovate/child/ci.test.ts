import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type CiFacts, ciFacts } from '../../../src/renovate/child/ci.ts';
import { emptyDir } from '../git-repository.ts';

const NAME = 'org/images';

const CASES: readonly { name: string; env: Record<string, string>; facts: CiFacts }[] = [
  { name: 'no CI system', env: {}, facts: {} },
  {
    name: 'GitHub, a pull request',
    env: { GITHUB_REPOSITORY: NAME, GITHUB_BASE_REF: 'release/1.0', GITHUB_REF: 'refs/pull/7/merge' },
    facts: { target: 'release/1.0' },
  },
  {
    name: 'GitHub, a push; names of repositories are written in any case',
    env: { GITHUB_REPOSITORY: 'Org/Images', GITHUB_BASE_REF: '', GITHUB_REF: 'refs/heads/feature/x' },
    facts: { branch: 'feature/x' },
  },
  {
    name: 'GitHub, a tag',
    env: { GITHUB_REPOSITORY: NAME, GITHUB_BASE_REF: '', GITHUB_REF: 'refs/tags/v1' },
    facts: {},
  },
  {
    name: 'GitLab, a merge request',
    env: { CI_PROJECT_PATH: NAME, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_DEFAULT_BRANCH: 'trunk' },
    facts: { target: 'main', defaultBranch: 'trunk' },
  },
  {
    name: 'GitLab, a branch',
    env: { CI_PROJECT_PATH: NAME, CI_COMMIT_BRANCH: 'x', CI_DEFAULT_BRANCH: 'trunk' },
    facts: { branch: 'x', defaultBranch: 'trunk' },
  },
  {
    name: 'Bitbucket, a pull request',
    env: { BITBUCKET_REPO_FULL_NAME: NAME, BITBUCKET_BRANCH: 'x', BITBUCKET_PR_DESTINATION_BRANCH: 'main' },
    facts: { branch: 'x', target: 'main' },
  },
  {
    name: 'a job of another repository',
    env: { GITHUB_REPOSITORY: 'org/other', GITHUB_BASE_REF: 'main', CI_PROJECT_PATH: 'x', CI_DEFAULT_BRANCH: 'y' },
    facts: {},
  },
];

test.each(CASES)('$name', async ({ env, facts }) => {
  const found = Object.entries(await ciFacts(NAME, env)).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(found)).toEqual(facts);
});

test.each([
  ['the default branch', JSON.stringify({ repository: { default_branch: 'trunk' } }), 'trunk'],
  ['another payload', '{}', undefined],
  ['no JSON', '', undefined],
])("GitHub's event: %s", async (_, text, expected) => {
  const file = path.join(emptyDir(), 'event.json');
  writeFileSync(file, text);
  const { defaultBranch } = await ciFacts(NAME, { GITHUB_REPOSITORY: NAME, GITHUB_EVENT_PATH: file });
  expect(defaultBranch).toBe(expected);
});
