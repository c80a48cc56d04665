import { z } from 'zod';
import { Snapshot } from './snapshot.ts';

/** One run of Renovate. */
export const Request = z.object({
  /** The repository. */
  dir: z.string(),
  /** Environment variables for this run alone. */
  env: z.record(z.string(), z.string()),
  /** The directory of the Renovate to run: the one with its `package.json`. */
  renovateRoot: z.string(),
  /** The directory whose presets replace the published ones. */
  presetRoot: z.string(),
  /** Directories that replace other repositories of presets, by the names of those. */
  presetRoots: z.record(z.string(), z.string()).default({}),
  /** An empty directory for files that Renovate writes while it edits. */
  scratch: z.string(),
  /** The results of all lookups. Without it, registries are queried. */
  snapshot: Snapshot.optional(),
  /** Whether the configuration itself is inspected as well. */
  inspect: z.boolean().default(false),
  /** Whether every dependency is looked up, and not only sysexts and the other members of their pull requests. */
  all: z.boolean().default(false),
  /** Whether the last commit is planned, and not the working tree. */
  committed: z.boolean().default(false),
  /** A pattern of files whose content the result includes. */
  keep: z.string().optional(),
});
export type Request = z.infer<typeof Request>;
