import { expect, test } from 'vitest';
import { checkoutDiagnostics } from '../../src/analysis/checkout-diagnostics.ts';
import { sentenceOf } from '../../src/analysis/diagnostic.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { CHECKOUT, sampleAnswer } from './sample-answer.ts';

/*
 * A note for each way in which a plan may be of something else than what the bot sees; none where it is the same.
 */

const MAIN = { name: 'main', files: [], texts: {}, unmatched: {} };
const BRANCH = {
  branchName: 'renovate/x',
  prTitle: 'X',
  upgrades: [],
  edits: [],
  failed: [],
  unchanged: [],
  leftToPrograms: [],
};

interface Case {
  readonly name: string;
  readonly checkout?: Partial<RenovateResult['checkout']>;
  readonly answer?: object;
  readonly said?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'a clone as the bot has it' },
  {
    name: 'a directory outside of git',
    checkout: { isGit: false, branch: null, defaultBranch: null },
    answer: { standsFor: null },
  },
  {
    name: 'uncommitted changes',
    checkout: { changed: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    said: [
      'info uncommitted: the plan is of the working tree, in which these files are not as committed: a, b, c, d, e and 2 more; use --committed to plan the last commit',
    ],
  },
  { name: 'uncommitted changes, and the last commit is planned', checkout: { changed: ['a'], committed: true } },
  {
    name: 'an untracked configuration',
    checkout: { changed: ['renovate.json'], untracked: [{ file: 'renovate.json', ignored: false }] },
    said: [
      'warning config-untracked renovate.json: git does not track it yet, so that the bot does not see it: run "git add renovate.json"',
    ],
  },
  {
    name: 'an ignored configuration',
    checkout: { changed: ['.renovaterc', 'x'], untracked: [{ file: '.renovaterc', ignored: true }] },
    said: [
      'info uncommitted: the plan is of the working tree, in which these files are not as committed: x; use --committed to plan the last commit',
      'warning config-untracked .renovaterc: git ignores it, so that the bot does not see it: run "git add --force .renovaterc"',
    ],
  },
  {
    name: 'shadowed configurations',
    checkout: { configurations: ['renovate.json', '.github/renovate.json', 'package.json'] },
    said: [
      'warning config-shadowed .github/renovate.json: Renovate reads renovate.json, and not this file: keep one of them',
      'warning config-shadowed package.json: Renovate reads renovate.json, and not this file: keep one of them',
    ],
  },
  {
    name: 'links to what Renovate reads',
    checkout: {
      links: [
        { file: '.github/renovate.json', target: 'renovate.json' },
        { file: 'components.json', target: 'parts/components.json' },
      ],
    },
    answer: { files: ['parts/components.json'] },
  },
  {
    name: 'links to what Renovate does not read',
    checkout: {
      configurations: [],
      links: [
        { file: 'renovate.json', target: 'ci/renovate.json' },
        { file: 'components.json', target: 'parts/manifest.json' },
        { file: 'a/components.json', target: '../elsewhere/components.json' },
      ],
    },
    answer: { files: ['parts/manifest.json', 'ci/renovate.json'] },
    said: ['renovate.json', 'components.json', 'a/components.json'].map(
      (file) =>
        `warning symbolic-link ${file}: is a symbolic link, which Renovate does not follow: replace it with the file`,
    ),
  },
  {
    name: 'a sparse checkout',
    checkout: { sparse: ['parts/x'] },
    said: ['info sparse-checkout: files outside of the sparse checkout are read from git, as the bot does: parts/x'],
  },
  {
    name: 'files that git is told not to look at',
    checkout: { assumed: ['x'] },
    said: [
      'info assume-unchanged: git ignores changes to x (assume-unchanged): the plan uses the content that git has',
    ],
  },
  {
    name: 'a partial clone without some content',
    checkout: { missing: ['x', 'y'] },
    said: [
      'error content-missing: git does not have the content of these files here, as this is a partial clone: x, y; clone without --filter',
    ],
  },
  {
    name: 'a shallow clone',
    checkout: { commitsRead: 1 },
    answer: { detectsCommits: true },
    said: [
      'warning shallow-clone: the clone is shallow: by 1 commit Renovate cannot decide whether titles start with "chore(deps):"; fetch 20 commits or more',
    ],
  },
  { name: 'a shallow clone, where no commit is read', checkout: { commitsRead: 1 }, answer: { detectsCommits: false } },
  {
    name: 'a shallow clone, without a title',
    checkout: { commitsRead: 1 },
    answer: { detectsCommits: true, branches: [] },
  },
  {
    name: 'a feature branch',
    checkout: { branch: 'feature' },
    said: ['info base-branch: feature is checked out: it is planned as if it were main'],
  },
  { name: 'a pull request to main', checkout: { branch: null, target: 'main' } },
  {
    name: 'a detached HEAD',
    checkout: { branch: null },
    said: ['info base-branch: a detached HEAD is checked out: it is planned as if it were main'],
  },
  {
    name: 'a detached HEAD and no known default branch',
    checkout: { branch: null, defaultBranch: null },
    answer: { standsFor: null, baseBranches: [{ ...MAIN, name: null }] },
  },
  {
    name: 'the same, and it matters',
    checkout: { branch: null, defaultBranch: null },
    answer: { standsFor: null, baseBranches: [{ ...MAIN, name: null }], usesBaseBranch: true },
    said: [
      'error base-branch: the configuration depends on the base branch, whose name git does not have here: run "git remote set-head origin --auto"',
    ],
  },
  {
    name: 'several base branches, one of them in two states',
    checkout: { differing: ['release'] },
    answer: { baseBranches: [MAIN, { ...MAIN, name: 'release' }] },
    said: [
      'info base-branch: the plan is for the base branches main, release, as git has them here',
      "info base-branch: release differs between this clone and origin: the newer one is planned, or origin's where they have diverged",
    ],
  },
  {
    name: 'a base branch that is not here',
    answer: { missingBranches: ['release'] },
    said: [
      'error base-branch: baseBranchPatterns has "release", and git has no such branch here: fetch it ("git fetch origin"), or correct the pattern',
      'info base-branch: the plan is for the base branch main, as git has them here',
    ],
  },
  {
    name: 'base branches, and another one is checked out',
    checkout: { branch: 'feature' },
    answer: {
      baseBranches: [
        { ...MAIN, name: 'a' },
        { ...MAIN, name: 'b' },
      ],
      standsFor: null,
    },
    said: [
      'info base-branch: the plan is for the base branches a, b, as git has them here',
      'warning base-branch: feature is checked out and is not a base branch: none of its files are planned',
    ],
  },
  {
    name: 'base branches outside of git',
    checkout: { isGit: false, branch: null, defaultBranch: null },
    answer: { missingBranches: ['main'], standsFor: null, baseBranches: [{ ...MAIN, name: null }] },
    said: ['error base-branch: baseBranchPatterns has "main", and the directory is not a git repository: plan a clone'],
  },
  {
    name: 'bytes that are not UTF-8, in two pull requests',
    answer: { branches: [1, 2].map(() => ({ ...BRANCH, notUtf8: [{ file: 'x.json', offset: 7 }] })) },
    said: [
      'error not-utf8 x.json: the byte at offset 7 is not UTF-8: the bot would write U+FFFD in its place; save the file as UTF-8',
    ],
  },
  {
    name: 'secrets, variables and encrypted values',
    answer: {
      unknownSecrets: ['secrets.TOKEN', 'variables.TEAM'],
      log: [{ message: 'Found encrypted data but no privateKey' }],
    },
    said: [
      `warning secret-unknown: {{ secrets.TOKEN }} is not known on this machine and is left out: set RENOVATE_SECRETS='{"TOKEN":"..."}'`,
      `warning secret-unknown: {{ variables.TEAM }} is not known on this machine and is left out: set RENOVATE_VARIABLES='{"TEAM":"..."}'`,
      'warning secret-unknown: the configuration has encrypted values, which only the bot can read: they are left out',
    ],
  },
  {
    name: 'what the bot commits beside the edits, and what it cannot',
    answer: { branches: [{ ...BRANCH, beside: ['lock-files', 'post-upgrade-tasks'], notBumped: ['no such bump'] }] },
    said: [
      'error no-edit: renovate/x: bumpVersions: no such bump',
      'info lock-files: renovate/x: the bot also commits the lock files of its packages, which are not planned',
      'info post-upgrade-tasks: renovate/x: the bot also runs postUpgradeTasks, if its own configuration allows them, and commits what they write: they are not planned',
    ],
  },
];

test.each(CASES)('$name', ({ checkout, answer, said = [] }) => {
  const parsed = sampleAnswer({ branches: [BRANCH], checkout: { ...CHECKOUT, ...checkout }, ...answer });
  const lines = checkoutDiagnostics(parsed).map((one) => {
    return `${[one.severity, one.id, one.file].filter((part) => part !== null).join(' ')}: ${sentenceOf(one)}`;
  });
  expect(lines).toEqual(said);
});
