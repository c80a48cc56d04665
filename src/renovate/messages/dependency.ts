import { z } from 'zod';

export const Cause = z.object({
  /** The decisive option: `enabled`, `allowedVersions`, `patch.enabled`, ... */
  option: z.string(),
  value: z.string(),
  /** The file or preset that sets it; `null` if unknown. */
  source: z.string().nullable(),
  /** The index of the rule in its source; `null` outside of rules, or if unknown. */
  rule: z.number().nullable(),
  /** The description of the rule. */
  description: z.string(),
});
/** The setting that leaves a dependency or a version out. */
export type Cause = z.infer<typeof Cause>;

const Update = z.object({
  updateType: z.string().optional(),
  newValue: z.string().nullish(),
  newVersion: z.string().optional(),
  branchName: z.string().optional(),
  /** Why it is in no branch. */
  cause: Cause.optional(),
});

/** The skip reason, beside Renovate's own ones, of a dependency that is out of scope of the plan. */
export const NOT_LOOKED_UP = 'not-looked-up';

const Dependency = z.object({
  depName: z.string().optional(),
  packageName: z.string().optional(),
  datasource: z.string().optional(),
  currentValue: z.string().nullish(),
  /** The version that Renovate resolves the value to; absent if the registry has none that matches. */
  currentVersion: z.string().optional(),
  /** The string in the file that an update replaces, if the manager reports it. */
  replaceString: z.string().optional(),
  skipReason: z.string().optional(),
  depType: z.string().optional(),
  registryUrls: z.array(z.string()).nullish(),
  /** The registry that responded: for the presets' datasource, the whole URL of a tag list. */
  registryUrl: z.string().optional(),
  warnings: z.array(z.object({ topic: z.string(), message: z.string() })).default([]),
  updates: z.array(Update).default([]),
  /** Why Renovate skips it. */
  cause: Cause.optional(),
  /** The newest versions of its distro and minor that are not proposed. */
  refused: z.array(z.object({ version: z.string(), cause: Cause })).default([]),
});
export type Dependency = z.infer<typeof Dependency>;

export const PackageFile = z.object({
  baseBranch: z.string().nullable().default(null),
  manager: z.string(),
  packageFile: z.string(),
  deps: z.array(Dependency),
});
