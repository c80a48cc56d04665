import { z } from 'zod';

/*
 * What the process that runs Renovate is told, and what it answers: Renovate's own objects, cut down to
 * what is used here. Text in them comes from the repository and from registries, and is not trusted.
 */

const TagList = z.object({
  /** `https://mcr.microsoft.com` */
  registry: z.string(),
  repository: z.string(),
  tags: z.array(z.string()),
});
/** A tag list, as a registry gave it. */
export type TagList = z.infer<typeof TagList>;

/** What was answered from outside: enough for the same run without a network. */
export const Snapshot = z.object({
  lists: z.array(TagList),
  /** Answers for what is looked up otherwise, as Renovate understood them. */
  releases: z
    .array(
      z.object({
        datasource: z.string(),
        packageName: z.string(),
        registryUrl: z.string().nullable(),
        result: z.unknown(),
      }),
    )
    .default([]),
  /** Presets of others, as they were fetched. */
  presets: z.array(z.object({ key: z.string(), content: z.unknown() })).default([]),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** What the child is told. */
export const Request = z.object({
  /** The repository. */
  dir: z.string(),
  /** What is in the environment for this run alone. */
  env: z.record(z.string(), z.string()),
  /** The folder of the Renovate to run: the one with its `package.json`. */
  renovateRoot: z.string(),
  /** The folder whose presets stand in for the published ones. */
  presetRoot: z.string(),
  /** An empty folder for files that Renovate writes while it edits. */
  scratch: z.string(),
  /** Answers for all lookups. Without it, registries are asked. */
  snapshot: Snapshot.optional(),
  /** Whether the configuration itself is looked into as well. */
  inspect: z.boolean().default(false),
});
export type Request = z.infer<typeof Request>;

const RuleReference = z.object({
  /** The rule's place in `packageRules` of the resolved configuration, from 0. */
  index: z.number(),
  /** The preset or file that the rule comes from. */
  preset: z.string().nullable(),
  description: z.string(),
});
/** A package rule, as it is named to people. */
export type RuleReference = z.infer<typeof RuleReference>;

const Update = z.object({
  updateType: z.string().optional(),
  newValue: z.string().nullish(),
  newVersion: z.string().optional(),
  branchName: z.string().optional(),
  disabledBy: RuleReference.optional(),
});

const Dependency = z.object({
  depName: z.string().optional(),
  packageName: z.string().optional(),
  datasource: z.string().optional(),
  currentValue: z.string().nullish(),
  /** The version that Renovate takes the value for; absent when the registry has none that fits. */
  currentVersion: z.string().optional(),
  skipReason: z.string().optional(),
  extractVersion: z.string().nullish(),
  /** The registry's answer was read from here. */
  registryUrls: z.array(z.string()).nullish(),
  /** Where the answer came from: for the presets' datasource, the whole URL of a tag list. */
  registryUrl: z.string().optional(),
  warnings: z.array(z.object({ topic: z.string(), message: z.string() })).default([]),
  updates: z.array(Update).default([]),
  disabledBy: RuleReference.optional(),
});
export type Dependency = z.infer<typeof Dependency>;

const PackageFile = z.object({
  manager: z.string(),
  packageFile: z.string(),
  deps: z.array(Dependency),
});

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

const Branch = z.object({
  branchName: z.string(),
  prTitle: z.string(),
  groupName: z.string().nullish(),
  automerge: z.boolean().default(false),
  reviewers: z.array(z.string()).nullish(),
  assignees: z.array(z.string()).nullish(),
  /** The notes in the pull request's text, as Markdown. */
  notes: z.string().default(''),
  upgrades: z.array(Upgrade),
  /** Why the bot does not open it yet. */
  waitsFor: z.enum(['group-size', 'pending-checks', 'silent-mode', 'approval', 'schedule']).optional(),
  edits: z.array(Edit),
  /** Upgrades that Renovate could not write into their file, by their place in `upgrades`. */
  failed: z.array(z.number()),
});
export type Branch = z.infer<typeof Branch>;

/** A line of Renovate's log that says why something did not work. */
const LogLine = z.object({
  message: z.string(),
  packageName: z.string().optional(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  detail: z.string().optional(),
});
export type LogLine = z.infer<typeof LogLine>;

const Path = z.array(z.union([z.string(), z.number()]));

const Mistake = z.object({
  kind: z.enum(['pattern', 'template', 'field', 'helper', 'expression', 'datasource', 'versioning', 'manager']),
  path: Path,
  option: z.string(),
  value: z.string(),
  message: z.string(),
});
/** A text of the configuration that Renovate cannot use. */
export type Mistake = z.infer<typeof Mistake>;

const Offers = z.object({
  nextRevision: z.boolean(),
  /** Revision 10 of a slot at 9. */
  tenthRevision: z.boolean(),
  nextPatch: z.boolean(),
  patchOfOtherRevision: z.boolean(),
  /** Revision 9 of a slot at 10. */
  olderRevision: z.boolean(),
  otherDistro: z.boolean(),
  nextMinor: z.boolean(),
  prerelease: z.boolean(),
});

/** The configuration, looked into: paths are places in the repository's own file. */
export const Inspection = z.object({
  file: z.string().nullable(),
  /** Why the file is none that Renovate can read. */
  broken: z.string().nullable(),
  presets: z.array(z.object({ name: z.string(), via: Path, nested: z.boolean(), error: z.string().nullable() })),
  /** What Renovate's own validation says; `stops` when the bot would then do nothing at all. */
  refusals: z.array(z.object({ message: z.string(), stops: z.boolean() })),
  /** With the file or preset that each is in. */
  mistakes: z.array(Mistake.extend({ source: z.string() })),
  /** How many custom managers are of the repository's own file; they come last. */
  managers: z.number(),
  /** The rules of the repository's own file. */
  rules: z.array(
    z.object({
      index: z.number(),
      description: z.string(),
      /** What it sets. */
      fields: z.array(z.string()),
      /** The dependencies that it matches, by their place in the list below. */
      matches: z.array(z.number()),
      hiddenBy: z.number().nullable(),
    }),
  ),
  /** Everything that was extracted. */
  dependencies: z.array(
    z.object({
      file: z.string(),
      packageName: z.string(),
      currentValue: z.string(),
      /** The custom manager of the repository's own file that takes it, by its place there. */
      manager: z.number().nullable(),
      /** Of everything that the configuration says of it. */
      digest: z.string(),
    }),
  ),
  /** Sysexts with a value of the grammar, and what the whole configuration makes of them. */
  sysexts: z.array(
    z.object({
      file: z.string(),
      manager: z.string(),
      packageName: z.string(),
      currentValue: z.string(),
      datasource: z.string(),
      versioning: z.string().nullable(),
      groupName: z.string().nullable(),
      /** A release without a timestamp would be held back, for ever. */
      waitsForTimestamp: z.boolean(),
      /** A digest would be looked up for a value without an arch, which no registry has. */
      pinsDigest: z.boolean(),
      enabled: z.boolean(),
      reads: z.enum(['stable', 'unstable', 'invalid']),
      /** Which made-up candidates would be offered; none for a pre-release. */
      offers: Offers.nullable(),
      /** The repository's own rule, by its index, that settled a field. */
      settledBy: z.record(z.string(), z.number()),
    }),
  ),
});
export type Inspection = z.infer<typeof Inspection>;

/** What the child answers. */
export const Answer = z.object({
  version: z.string(),
  /** Whether Renovate's patterns run on RE2; else they run on JavaScript's RegExp. */
  re2: z.boolean(),
  /** Every file that Renovate sees in the repository. */
  files: z.array(z.string()),
  packageFiles: z.array(PackageFile),
  branches: z.array(Branch),
  /**
   * Custom managers of the resolved configuration and how many dependencies each takes; of one that takes none,
   * whether Renovate's own presets bring it.
   */
  customManagers: z.array(z.object({ name: z.string(), builtIn: z.boolean(), matches: z.number() })),
  /** The JSONata of the datasource that the presets bring, if the configuration has it. */
  transform: z.string().optional(),
  /** What the lookups were answered. */
  snapshot: Snapshot,
  /** Only where it was asked for. */
  inspection: Inspection.optional(),
  log: z.array(LogLine),
  /** The most memory that the process held, in bytes. */
  peakMemory: z.number(),
  /** Why Renovate gave the repository up, if it did. */
  failure: z.object({ message: z.string(), packageName: z.string().optional() }).optional(),
});
export type Answer = z.infer<typeof Answer>;
