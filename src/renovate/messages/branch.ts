import { z } from 'zod';

const Upgrade = z.object({
  packageFile: z.string().optional(),
  depName: z.string().optional(),
  packageName: z.string().optional(),
  currentValue: z.string().nullish(),
  newValue: z.string().nullish(),
  newVersion: z.string().nullish(),
  updateType: z.string().optional(),
});
export type Upgrade = z.infer<typeof Upgrade>;

const Edit = z.object({ file: z.string(), before: z.string(), after: z.string() });
/** A file that a branch changes, before and after. */
export type Edit = z.infer<typeof Edit>;

/** Why the bot does not open a pull request at once; the last three leave a branch without one. */
export const WAITS = [
  'group-size',
  'pending-checks',
  'silent-mode',
  'approval',
  'schedule',
  'status-checks',
  'pull-request-approval',
  'branch-automerge',
] as const;

export const Branch = z.object({
  branchName: z.string(),
  baseBranch: z.string().nullable().default(null),
  prTitle: z.string(),
  /** Whether the pull request is opened as a draft. */
  draft: z.boolean().default(false),
  labels: z.array(z.string()).default([]),
  groupName: z.string().nullish(),
  automerge: z.boolean().default(false),
  reviewers: z.array(z.string()).nullish(),
  assignees: z.array(z.string()).nullish(),
  /** The notes in the pull request's body, as Markdown. */
  notes: z.string().default(''),
  upgrades: z.array(Upgrade),
  /** Why the bot does not open it yet. */
  waitsFor: z.enum(WAITS).optional(),
  edits: z.array(Edit),
  /** The errors of `bumpVersions`. */
  notBumped: z.array(z.string()).default([]),
  /** Its files that are not valid UTF-8, with the offset of the first invalid byte. */
  notUtf8: z.array(z.object({ file: z.string(), offset: z.number() })).default([]),
  /** Its files that git's attributes change at checkout. */
  converted: z.array(z.string()).default([]),
  /** Commits of the bot beside the edits, whose content is unknown here. */
  beside: z.array(z.enum(['lock-files', 'post-upgrade-tasks'])).default([]),
  /** Upgrades, by their index in `upgrades`, that Renovate fails to write: it pushes nothing of the branch. */
  failed: z.array(z.number()),
  /** Upgrades, by index, that leave the file as it is. */
  unchanged: z.array(z.number()),
  /** Upgrades, by index, that a program writes which Renovate runs, such as a package manager its lock file. */
  leftToPrograms: z.array(z.number()),
});
export type Branch = z.infer<typeof Branch>;
