import type { RenovateResult } from '../../src/renovate/messages.ts';
import type { Repository } from './api.ts';
import { git } from './git.ts';

/** A pull request, as planned or as opened. */
export interface Proposal {
  readonly branch: string;
  readonly title: string;
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  /** The files that it changes, as they are then: a character for each byte, whatever the encoding. */
  readonly files: Readonly<Record<string, string>>;
}

/** What a branch waits for that is pushed all the same: it has no pull request, yet or at all. */
const WITHOUT_PULL_REQUEST: readonly unknown[] = ['status-checks', 'pull-request-approval', 'branch-automerge'];

/** What the plan says that the bot pushes now: no branch that waits, nor one without an edit. */
export function planned({ branches }: RenovateResult): Proposal[] {
  return branches
    .filter(({ waitsFor }) => waitsFor === undefined || WITHOUT_PULL_REQUEST.includes(waitsFor))
    .filter(({ edits }) => edits.length > 0)
    .map(({ branchName, prTitle, reviewers, assignees, edits, waitsFor }) => ({
      branch: branchName,
      ...(waitsFor === undefined
        ? { title: prTitle, reviewers: reviewers ?? [], assignees: assignees ?? [] }
        : { title: '', reviewers: [], assignees: [] }),
      files: Object.fromEntries(edits.map(({ file, after }) => [file, bytes(Buffer.from(after))])),
    }))
    .sort(byBranch);
}

/** What the bot pushed and opened. A branch without a pull request has no title. */
export function opened({ gitDir, pulls }: Repository): Proposal[] {
  const branches = lines(git(gitDir, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/'));
  return branches
    .filter((branch) => branch !== 'main')
    .map((branch) => {
      const pull = pulls.find(({ head, base }) => head === branch && base === 'main');
      const files = lines(git(gitDir, 'diff', '--name-only', '-z', 'main', branch), '\0');
      return {
        branch,
        title: pull?.title ?? '',
        reviewers: pull?.reviewers ?? [],
        assignees: pull?.assignees ?? [],
        files: Object.fromEntries(files.map((file) => [file, bytes(git(gitDir, 'show', `${branch}:${file}`))])),
      };
    })
    .sort(byBranch);
}

/** The files of a branch, with their texts. */
export function readFiles({ gitDir }: Repository, branch: string): Record<string, string> {
  const files = lines(git(gitDir, 'ls-tree', '-r', '--name-only', '-z', branch), '\0');
  return Object.fromEntries(files.map((file) => [file, git(gitDir, 'show', `${branch}:${file}`).toString()]));
}

/** Files that a branch adds, removes, renames, or whose mode it changes. */
export function otherChanges({ gitDir, pulls }: Repository): string[] {
  return pulls.flatMap(({ head }) => lines(git(gitDir, 'diff', '--summary', 'main', head)));
}

function bytes(content: Buffer): string {
  return content.toString('latin1');
}

function lines(output: Buffer, end = '\n'): string[] {
  return output.toString().split(end).filter(Boolean);
}

function byBranch(a: Proposal, b: Proposal): number {
  return a.branch < b.branch ? -1 : 1;
}
