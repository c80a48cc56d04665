import { z } from 'zod';
import { WAITS } from '../renovate/messages.ts';

/*
 * A plan: what Renovate will open for a repository, what it holds back and why, and what is wrong.
 * This is also the shape of `plan --format json`. Fields may be added; none changes its meaning within
 * a schemaVersion. Text in it comes from manifests and registries, and is not trusted.
 */

export const REASONS = [
  'other-distro',
  'missing-arch',
  'other-minor',
  'prerelease',
  'malformed',
  'lts',
  'not-newer',
  'disabled',
] as const;

/** Why a candidate was not taken. */
export type Reason = (typeof REASONS)[number];

const Artifact = z.object({
  arch: z.string().describe("systemd's name"),
  reference: z.string().describe('registry/repository:tag'),
});

const Upgrade = z.object({
  file: z.string(),
  slot: z
    .string()
    .describe('component and Kubernetes minor, such as "kubelet 1.34"; the dependency where it is no sysext'),
  package: z.string().describe('the repository'),
  component: z.string().nullable().describe('null for dependencies that are no sysexts'),
  from: z.string(),
  to: z.string(),
  updateType: z.string().describe("Renovate's: patch, minor, rollback, ..."),
  distro: z.string().nullable(),
  minor: z.string().nullable().describe('such as "1.34"'),
  artifacts: z.array(Artifact),
});
export type Upgrade = z.infer<typeof Upgrade>;

const PullRequest = z.object({
  branch: z.string(),
  baseBranch: z
    .string()
    .nullable()
    .default(null)
    .describe('the branch that it is to be merged into; null where git does not tell'),
  title: z.string(),
  group: z.string().nullable(),
  automerge: z.boolean(),
  waitsFor: z
    .enum(WAITS)
    .nullable()
    .describe('why the bot does not open it at once, by the configuration and the time of the plan'),
  draft: z.boolean().default(false).describe('whether it is opened as a draft; some forges mark one in its title'),
  labels: z.array(z.string()).default([]),
  reviewers: z.array(z.string()),
  assignees: z.array(z.string()),
  notes: z.string().describe("the notes in the pull request's text, as Markdown"),
  upgrades: z.array(Upgrade),
  diff: z.string().describe('what is committed, as a unified diff that git applies'),
});
export type PullRequest = z.infer<typeof PullRequest>;

const HeldBack = z.object({
  file: z.string(),
  slot: z.string(),
  package: z.string(),
  from: z.string(),
  candidate: z.string().describe('a version or tag of the registry; empty where the registry was not asked'),
  reason: z.enum(REASONS),
  detail: z.string(),
});
export type HeldBack = z.infer<typeof HeldBack>;

export const PROBLEM_CODES = [
  'renovate-failed',
  'lookup-failed',
  'bot-aborts',
  'skipped',
  'manifest',
  'untracked',
  'not-extracted',
  'extracted-twice',
  'left-behind',
  'manager-matches-nothing',
  'no-edit',
  'not-utf8',
  'uncommitted',
  'sparse-checkout',
  'assume-unchanged',
  'content-missing',
  'config-untracked',
  'config-shadowed',
  'symbolic-link',
  'base-branch',
  'below-root',
  'submodules',
  'shallow-clone',
  'preset-version',
  'secret-unknown',
  'lock-files',
  'post-upgrade-tasks',
  'no-re2',
] as const;

export const LOOKUP_REASONS = [
  'not-found',
  'login',
  'unreachable',
  'server',
  'list-incomplete',
  'response-refused',
  'not-in-snapshot',
  'no-version',
  'value-invalid',
  'other',
] as const;

/** Why a lookup failed: what has to be fixed, and whose it is. */
export type LookupReason = (typeof LOOKUP_REASONS)[number];

const Problem = z.object({
  severity: z.enum(['error', 'warning', 'info']).describe('error: the plan is not whole; info: good to know'),
  code: z.enum(PROBLEM_CODES),
  message: z.string().describe('one line: what is wrong, and what to do'),
  file: z.string().nullable(),
  line: z.int().optional().describe('from 1; where the place is not a slot of a manifest'),
  package: z.string().nullable(),
  reason: z.enum(LOOKUP_REASONS).optional().describe('why a lookup failed'),
});
export type Problem = z.infer<typeof Problem>;

const PlannedSlot = z.object({
  file: z.string(),
  baseBranch: z.string().nullable().default(null).describe('the branch whose file it is'),
  slot: z.string(),
  package: z.string(),
  component: z.string(),
  minor: z.string().nullable(),
  distro: z.string().nullable(),
  from: z.string(),
  previous: z.string().nullable().describe('the version that is cached beside it'),
  to: z.string().nullable(),
  branch: z.string().nullable(),
});
/** A sysext slot as a plan has it: its value, and the one that a pull request brings. */
export type PlannedSlot = z.infer<typeof PlannedSlot>;

const Published = z.object({
  package: z.string(),
  component: z.string(),
  versions: z.array(
    z.object({ version: z.string(), minor: z.string(), distro: z.string(), arches: z.array(z.string()) }),
  ),
});
export type Published = z.infer<typeof Published>;

export const Plan = z.object({
  schemaVersion: z.literal(1),
  renovate: z.object({ version: z.string(), re2: z.boolean() }),
  preset: z.object({ source: z.string().describe('where the presets of aks-sysext-renovate came from') }),
  pullRequests: z.array(PullRequest),
  heldBack: z.array(HeldBack),
  problems: z.array(Problem),
  slots: z.array(PlannedSlot).describe('every sysext slot, bumped or not'),
  published: z.array(Published).describe('what the registry has on the Kubernetes minors of the slots, newest first'),
  others: z.int().describe('how many dependencies are no sysexts'),
  notLookedUp: z.int().default(0).describe('how many of them were not looked up'),
});

/** What Renovate will open for a repository, what it holds back, and what is wrong. */
export type Plan = z.infer<typeof Plan>;
