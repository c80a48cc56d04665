import { z } from 'zod';
import { Branch } from './branch.ts';
import { BaseBranch, Checkout } from './checkout.ts';
import { PackageFile } from './dependency.ts';
import { Inspection } from './inspection.ts';
import { Snapshot } from './snapshot.ts';

/** A line of Renovate's log that explains a failure. */
const LogLine = z.object({
  message: z.string(),
  packageName: z.string().optional(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  /** The code of an error that this package throws. */
  reason: z.enum(['not-in-snapshot', 'list-incomplete', 'response-refused']).optional(),
  detail: z.string().optional(),
  /** The host of the request that failed. */
  host: z.string().optional(),
});
export type LogLine = z.infer<typeof LogLine>;

/** The result of one run: Renovate's own objects, reduced to the fields that are used here. */
export const RenovateResult = z.object({
  version: z.string(),
  /** Whether Renovate's patterns run on RE2; else they run on JavaScript's RegExp. */
  re2: z.boolean(),
  /** Why they do not run on RE2, and what to do about it. */
  noRe2: z.string().optional(),
  /** Every file that Renovate sees in the working tree, or in the first base branch. */
  files: z.array(z.string()),
  /** The files that `ignorePaths` or `includePaths` exclude from every manager. */
  ignoredFiles: z.array(z.string()),
  checkout: Checkout,
  /** The base branches that were planned. */
  baseBranches: z.array(BaseBranch).default([]),
  /** The patterns of base branches that git does not have here. */
  missingBranches: z.array(z.string()).default([]),
  /** The base branch that the working tree was planned as. */
  standsFor: z.string().nullable().default(null),
  /** Whether the configuration has rules or templates that depend on the base branch. */
  usesBaseBranch: z.boolean().default(false),
  /** Whether Renovate derives from the commits whether titles start with `chore(deps):`. */
  detectsCommits: z.boolean().default(false),
  /** Secrets and variables that have no value on this machine. */
  unknownSecrets: z.array(z.string()).default([]),
  /** Whether the bot clones submodules. */
  clonesSubmodules: z.boolean().default(false),
  /** Our presets that were read, and the tags that they are pinned to. */
  pins: z.array(z.object({ preset: z.string(), tag: z.string().nullable() })),
  packageFiles: z.array(PackageFile),
  branches: z.array(Branch),
  /**
   * Custom managers of the resolved configuration, and how many dependencies each extracts. `builtIn` is known for
   * those that extract none: whether one of Renovate's own presets defines it.
   */
  customManagers: z.array(z.object({ name: z.string(), builtIn: z.boolean(), matches: z.number() })),
  /** The file of the published preset that brings the datasource; absent if the configuration has another one. */
  datasourcePreset: z.string().optional(),
  /** The results of the lookups. */
  snapshot: Snapshot,
  /** Only if the request has `inspect`. */
  inspection: Inspection.optional(),
  log: z.array(LogLine),
  /** The most memory that the process held, in bytes. */
  peakMemory: z.number(),
  /** Whether every dependency was looked up, and not only sysexts and the other members of their pull requests. */
  all: z.boolean(),
  /** Why Renovate aborted, if it did. */
  failure: z.object({ code: z.string(), message: z.string(), packageName: z.string().optional() }).optional(),
});
export type RenovateResult = z.infer<typeof RenovateResult>;
