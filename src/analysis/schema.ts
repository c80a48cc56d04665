import { z } from 'zod';
import { WAITS } from '../renovate/messages.ts';
import { Diagnostic } from './diagnostic.ts';

/*
 * A plan: the pull requests that Renovate will open, the versions that it skips and why, and problems.
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
    .describe('component and Kubernetes minor, such as "kubelet 1.34"; the name of a dependency that is not a sysext'),
  package: z.string().describe('the repository'),
  component: z.string().nullable().describe('null for dependencies that are not sysexts'),
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

const SkippedVersion = z.object({
  file: z.string(),
  slot: z.string(),
  package: z.string(),
  from: z.string(),
  candidate: z.string().describe('a version or tag of the registry; empty where the registry was not asked'),
  reason: z.enum(REASONS),
  detail: z.string(),
});
export type SkippedVersion = z.infer<typeof SkippedVersion>;

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
  schemaVersion: z.literal(2),
  renovate: z.object({ version: z.string(), re2: z.boolean() }),
  preset: z.object({ source: z.string().describe('where the presets of aks-sysext-renovate came from') }),
  pullRequests: z.array(PullRequest),
  skipped: z.array(SkippedVersion),
  diagnostics: z.array(Diagnostic),
  slots: z.array(PlannedSlot).describe('every sysext slot, bumped or not'),
  published: z.array(Published).describe('what the registry has on the Kubernetes minors of the slots, newest first'),
  others: z.int().describe('the number of dependencies that are not sysexts'),
  notLookedUp: z.int().default(0).describe('the number of them that were not looked up'),
});

/** The pull requests that Renovate will open for a repository, the versions that it skips, and problems. */
export type Plan = z.infer<typeof Plan>;
