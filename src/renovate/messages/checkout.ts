import { z } from 'zod';
import { Cause } from './dependency.ts';

export const Checkout = z.object({
  /** Whether the directory is in a git repository. */
  isGit: z.boolean(),
  /** Whether the last commit was planned, and not the working tree. */
  committed: z.boolean(),
  /** The branch that is checked out. */
  branch: z.string().nullable(),
  /** The branch that the checkout's pull request is to be merged into, by the CI system. */
  target: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  /** Files that differ from the last commit. */
  changed: z.array(z.string()),
  /** Renovate configurations that git does not track. */
  untracked: z.array(z.object({ file: z.string(), ignored: z.boolean() })),
  /** Files that a sparse checkout leaves out. */
  sparse: z.array(z.string()),
  /** Files whose changes git is set to ignore (`assume-unchanged`, `skip-worktree`). */
  assumed: z.array(z.string()),
  /** Files whose content is not on this machine. */
  missing: z.array(z.string()),
  /** Base branches whose remote-tracking branch differs from the local one. */
  differing: z.array(z.string()),
  /** How many commits a shallow clone has, if Renovate would read more. */
  commitsRead: z.number().nullable(),
  /** Symbolic links in place of configurations and of files that are kept, and their targets. */
  links: z.array(z.object({ file: z.string(), target: z.string() })),
  /** The Renovate configurations, of which the first one is read. */
  configurations: z.array(z.string()),
});
/** The state of the repository that was planned, and where a bot may see another one. */
export type Checkout = z.infer<typeof Checkout>;

const Unmatched = z.object({
  kind: z.enum(['enabled-managers', 'manager-disabled', 'ignore-paths', 'include-paths', 'no-manager', 'no-match']),
  /** The setting that excludes the file. */
  cause: Cause.optional(),
  /** The managers that read the file. */
  managers: z.array(z.string()),
});
/** Why the content of a file may not be extracted. */
export type Unmatched = z.infer<typeof Unmatched>;

/** A base branch that was planned. */
export const BaseBranch = z.object({
  /** `null` if its name is unknown. */
  name: z.string().nullable(),
  /** Every file that Renovate sees in it. */
  files: z.array(z.string()),
  /** The content of those that match the request's `keep`. */
  texts: z.record(z.string(), z.string()),
  /** For each of them, the managers that read it, or the setting that excludes it. */
  unmatched: z.record(z.string(), Unmatched),
});
export type BaseBranch = z.infer<typeof BaseBranch>;
