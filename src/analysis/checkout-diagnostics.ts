import type { RenovateResult } from '../renovate/messages.ts';
import { type Diagnostic, diagnostic, type PlanId } from './diagnostic.ts';
import { isManifest } from './manifests.ts';

/** The most files that a message names. */
const MAX_NAMED = 5;

/** Reports each difference between the checkout and what the bot sees. */
export function checkoutDiagnostics(answer: RenovateResult): Diagnostic[] {
  return [
    ...workingTree(answer),
    ...configurations(answer),
    ...branches(answer),
    ...history(answer),
    ...contents(answer),
    ...secrets(answer),
    ...besideEdits(answer),
  ];
}

function problem(
  severity: Diagnostic['severity'],
  id: PlanId,
  message: string,
  { file = null, fix = null }: Partial<Pick<Diagnostic, 'file' | 'fix'>> = {},
): Diagnostic {
  return diagnostic({ id, severity, message, file, fix });
}

/** `a, b and 3 more` */
function named(files: readonly string[]): string {
  const rest = files.length - MAX_NAMED;
  return `${files.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function workingTree({ checkout, clonesSubmodules }: RenovateResult): Diagnostic[] {
  const { committed, sparse, assumed, missing, untracked } = checkout;
  // Of a configuration that git does not track, a problem of its own tells.
  const changed = checkout.changed.filter((file) => !untracked.some((one) => one.file === file));
  return [
    ...(committed || changed.length === 0
      ? []
      : [
          problem(
            'info',
            'uncommitted',
            `the plan is of the working tree, in which these files are not as committed: ${named(changed)}`,
            { fix: 'use --committed to plan the last commit' },
          ),
        ]),
    ...(sparse.length === 0
      ? []
      : [
          problem(
            'info',
            'sparse-checkout',
            `files outside of the sparse checkout are read from git, as the bot does: ${named(sparse)}`,
          ),
        ]),
    ...(assumed.length === 0
      ? []
      : [
          problem(
            'info',
            'assume-unchanged',
            `git ignores changes to ${named(assumed)} (assume-unchanged): the plan uses the content that git has`,
          ),
        ]),
    ...(clonesSubmodules
      ? [
          problem(
            'info',
            'submodules',
            'the bot clones submodules (cloneSubmodules), and the plan is made without their files',
          ),
        ]
      : []),
    ...(missing.length === 0
      ? []
      : [
          problem(
            'error',
            'content-missing',
            `git does not have the content of these files here, as this is a partial clone: ${named(missing)}`,
            { fix: 'clone without --filter' },
          ),
        ]),
  ];
}

function configurations({ checkout, files }: RenovateResult): Diagnostic[] {
  const {
    configurations: [read, ...shadowed],
    untracked,
    links,
  } = checkout;
  // A link to a file that Renovate reads under its own name hides nothing.
  const unread = links.filter(({ target }) => target !== read && !(isManifest(target) && files.includes(target)));
  return [
    ...unread.map(({ file }) =>
      problem('warning', 'symbolic-link', 'is a symbolic link, which Renovate does not follow', {
        file,
        fix: 'replace it with the file',
      }),
    ),
    ...untracked.map(({ file, ignored }) =>
      problem(
        'warning',
        'config-untracked',
        ignored
          ? 'git ignores it, so that the bot does not see it'
          : 'git does not track it yet, so that the bot does not see it',
        { file, fix: ignored ? `run "git add --force ${file}"` : `run "git add ${file}"` },
      ),
    ),
    ...shadowed.map((file) =>
      problem('warning', 'config-shadowed', `Renovate reads ${read}, and not this file`, {
        file,
        fix: 'keep one of them',
      }),
    ),
  ];
}

function whyMissing(pattern: string, isGit: boolean): { readonly why: string; readonly fix: string } {
  if (!isGit) return { why: 'the directory is not a git repository', fix: 'plan a clone' };
  return pattern === '$default'
    ? { why: 'git does not have the name of the default branch here', fix: 'run "git remote set-head origin --auto"' }
    : { why: 'git has no such branch here', fix: 'fetch it ("git fetch origin"), or correct the pattern' };
}

function branches({
  checkout,
  baseBranches,
  missingBranches,
  standsFor,
  usesBaseBranch,
}: RenovateResult): Diagnostic[] {
  const { isGit, branch, target, defaultBranch } = checkout;
  const names = baseBranches.flatMap(({ name }) => name ?? []);
  const head = branch ?? 'a detached HEAD';
  const list = names.length > 1 || missingBranches.length > 0 ? names : [];
  return [
    ...missingBranches.map((pattern) =>
      problem(
        'error',
        'base-branch',
        `baseBranchPatterns has ${JSON.stringify(pattern)}, and ${whyMissing(pattern, isGit).why}`,
        { fix: whyMissing(pattern, isGit).fix },
      ),
    ),
    ...(list.length > 0
      ? [
          problem(
            'info',
            'base-branch',
            `the plan is for the base ${list.length === 1 ? 'branch' : 'branches'} ${list.join(', ')}, as git has them here`,
          ),
        ]
      : []),
    ...(list.length > 0 && standsFor === null
      ? [
          problem(
            'warning',
            'base-branch',
            `${head} is checked out and is not a base branch: none of its files are planned`,
          ),
        ]
      : []),
    ...(isGit && standsFor !== null && standsFor !== branch && standsFor !== target
      ? [problem('info', 'base-branch', `${head} is checked out: it is planned as if it were ${standsFor}`)]
      : []),
    ...checkout.differing.map((name) =>
      problem(
        'info',
        'base-branch',
        `${name} differs between this clone and origin: the newer one is planned, or origin's where they have diverged`,
      ),
    ),
    ...(isGit && defaultBranch === null && usesBaseBranch
      ? [
          problem(
            'error',
            'base-branch',
            'the configuration depends on the base branch, whose name git does not have here',
            { fix: 'run "git remote set-head origin --auto"' },
          ),
        ]
      : []),
  ];
}

function history({ checkout: { commitsRead }, branches, detectsCommits }: RenovateResult): Diagnostic[] {
  if (commitsRead === null || !detectsCommits || branches.length === 0) return [];
  const message = `the clone is shallow: by ${commitsRead === 1 ? '1 commit' : `${commitsRead} commits`} Renovate cannot decide whether titles start with "chore(deps):"`;
  return [problem('warning', 'shallow-clone', message, { fix: 'fetch 20 commits or more' })];
}

function contents({ branches }: RenovateResult): Diagnostic[] {
  const found = branches.flatMap(({ notUtf8 }) => notUtf8);
  return [...new Map(found.map((one) => [one.file, one])).values()].map(({ file, offset }) =>
    problem('error', 'not-utf8', `the byte at offset ${offset} is not UTF-8: the bot would write U+FFFD in its place`, {
      file,
      fix: 'save the file as UTF-8',
    }),
  );
}

function secrets({ unknownSecrets, log }: RenovateResult): Diagnostic[] {
  const encrypted = log.some(({ message }) => message.startsWith('Found encrypted data'));
  return [
    ...unknownSecrets.map((name) => {
      const [kind = '', key = ''] = name.split('.');
      const variable = `RENOVATE_${kind.toUpperCase()}='${JSON.stringify({ [key]: '...' })}'`;
      return problem('warning', 'secret-unknown', `{{ ${name} }} is not known on this machine and is left out`, {
        fix: `set ${variable}`,
      });
    }),
    ...(encrypted
      ? [
          problem(
            'warning',
            'secret-unknown',
            'the configuration has encrypted values, which only the bot can read: they are left out',
          ),
        ]
      : []),
  ];
}

const BESIDE = {
  'lock-files': 'the bot also commits the lock files of its packages, which are not planned',
  'post-upgrade-tasks':
    'the bot also runs postUpgradeTasks, if its own configuration allows them, and commits what they write: they are not planned',
} as const;

function besideEdits({ branches }: RenovateResult): Diagnostic[] {
  return branches.flatMap(({ branchName, beside, notBumped }) => [
    ...notBumped.map((message) => problem('error', 'no-edit', `${branchName}: bumpVersions: ${message}`)),
    ...beside.map((kind) => problem('info', kind, `${branchName}: ${BESIDE[kind]}`)),
  ]);
}
