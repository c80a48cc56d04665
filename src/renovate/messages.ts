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

const Digest = z.object({
  datasource: z.string(),
  packageName: z.string(),
  registryUrl: z.string().nullable(),
  value: z.string().nullable(),
  /** A tag of images for several platforms has a digest for each; this one tells which is wanted. */
  currentDigest: z.string().nullable(),
  digest: z.string().nullable(),
});
/** The digest of a tag, as a registry gave it. */
export type Digest = z.infer<typeof Digest>;

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
  /** Digests of tags, if there are any. */
  digests: z.array(Digest).optional(),
  /** Presets of others, as they were fetched. */
  presets: z.array(z.object({ key: z.string(), content: z.unknown() })).default([]),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Of a preset that a snapshot does not have. */
export const PRESET_NOT_IN_SNAPSHOT = 'not in the snapshot';

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
  /** Directories that stand in for other repositories of presets, by the name of those. */
  presetRoots: z.record(z.string(), z.string()).default({}),
  /** An empty folder for files that Renovate writes while it edits. */
  scratch: z.string(),
  /** Answers for all lookups. Without it, registries are asked. */
  snapshot: Snapshot.optional(),
  /** Whether the configuration itself is looked into as well. */
  inspect: z.boolean().default(false),
  /** Whether every dependency is looked up, and not only sysexts and what comes in their pull requests. */
  all: z.boolean().default(false),
  /** Whether the last commit is planned, and not the working tree. */
  committed: z.boolean().default(false),
  /** A pattern of files whose text the answer is to have. */
  keep: z.string().optional(),
});
export type Request = z.infer<typeof Request>;

const Cause = z.object({
  /** The option that decides: `enabled`, `allowedVersions`, `patch.enabled`, ... */
  option: z.string(),
  value: z.string(),
  /** The file or preset that sets it; `null` where that is not sure. */
  source: z.string().nullable(),
  /** The place of the rule among those that are written there, from 0; `null` outside of rules, or where it is not sure. */
  rule: z.number().nullable(),
  /** The rule's. */
  description: z.string(),
});
/** What in a configuration leaves something out. */
export type Cause = z.infer<typeof Cause>;

const Update = z.object({
  updateType: z.string().optional(),
  newValue: z.string().nullish(),
  newVersion: z.string().optional(),
  branchName: z.string().optional(),
  /** Why no branch has it. */
  cause: Cause.optional(),
});

/** The skip reason, beside Renovate's own ones, of a dependency that the plan is not about. */
export const NOT_LOOKED_UP = 'not-looked-up';

const Dependency = z.object({
  depName: z.string().optional(),
  packageName: z.string().optional(),
  datasource: z.string().optional(),
  currentValue: z.string().nullish(),
  /** The version that Renovate takes the value for; absent when the registry has none that fits. */
  currentVersion: z.string().optional(),
  /** The text of the file that an update replaces, where the manager names it. */
  replaceString: z.string().optional(),
  skipReason: z.string().optional(),
  depType: z.string().optional(),
  /** The registry's answer was read from here. */
  registryUrls: z.array(z.string()).nullish(),
  /** Where the answer came from: for the presets' datasource, the whole URL of a tag list. */
  registryUrl: z.string().optional(),
  warnings: z.array(z.object({ topic: z.string(), message: z.string() })).default([]),
  updates: z.array(Update).default([]),
  /** Why Renovate skips it. */
  cause: Cause.optional(),
  /** The newest versions that are not offered, though their distro and minor are right. */
  refused: z.array(z.object({ version: z.string(), cause: Cause })).default([]),
});
export type Dependency = z.infer<typeof Dependency>;

const PackageFile = z.object({
  baseBranch: z.string().nullable().default(null),
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

const Branch = z.object({
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
  /** The notes in the pull request's text, as Markdown. */
  notes: z.string().default(''),
  upgrades: z.array(Upgrade),
  /** Why the bot does not open it yet. */
  waitsFor: z.enum(WAITS).optional(),
  edits: z.array(Edit),
  /** What `bumpVersions` could not do. */
  notBumped: z.array(z.string()).default([]),
  /** Files of it with a byte that is not UTF-8, and its place from 0. */
  notUtf8: z.array(z.object({ file: z.string(), offset: z.number() })).default([]),
  /** Files of it that git's attributes change when they are checked out. */
  converted: z.array(z.string()).default([]),
  /** What the bot may commit beside the edits, and what is not known of here. */
  beside: z.array(z.enum(['lock-files', 'post-upgrade-tasks'])).default([]),
  /** Upgrades, by their place in `upgrades`, that Renovate fails to write: it pushes nothing of the branch. */
  failed: z.array(z.number()),
  /** Those that leave the file as it is. */
  unchanged: z.array(z.number()),
  /** Those that a program writes which Renovate runs, such as a package manager its lock file. */
  leftToPrograms: z.array(z.number()),
});
export type Branch = z.infer<typeof Branch>;

/** A line of Renovate's log that says why something did not work. */
const LogLine = z.object({
  message: z.string(),
  packageName: z.string().optional(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  /** Of an error that this package throws. */
  reason: z.enum(['not-in-snapshot', 'list-incomplete', 'response-refused']).optional(),
  detail: z.string().optional(),
  /** The host of the request that failed. */
  host: z.string().optional(),
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

/** Whether Renovate makes an update of a made-up build; `null` where the build cannot be made up, or is not looked up. */
const Offer = z.boolean().nullable();

const Offers = z.object({
  /** These should be found by the lookup. */
  nextRevision: Offer,
  /** Revision 10 of a slot at 9. */
  tenthRevision: Offer,
  nextPatch: Offer,
  patchOfOtherRevision: Offer,
  /** These should not get into a branch: revision 9 of a slot at 10, and so on. */
  olderRevision: Offer,
  otherDistro: Offer,
  nextMinor: Offer,
  prerelease: Offer,
});

const WantedBuild = z.enum(['nextRevision', 'nextPatch']);

/** Where an option is set. */
const Place = z.object({
  /** The JSON path in the repository's file, of the option or of the preset that brings it; `null` where neither does. */
  path: Path.nullable(),
  /** The preset; `null` for the repository's own file. */
  preset: z.string().nullable(),
});

const Setting = Place.extend({
  /** As JSON, unless it is a text. */
  value: z.string(),
});

/** Why a newer build of some slots does not get to `main`, or not by itself. */
const Obstacle = z.object({
  stop: z.enum([
    'failed',
    'ignored',
    'disabled',
    'pinned',
    'skipped',
    'group-size',
    'release-age',
    'silent',
    'approval',
    'schedule',
    'no-pull-request',
    'checks',
    'draft',
    'closed',
    'stale',
    'limit',
    'shared-limit',
    'no-edit',
  ]),
  /** The option that is in the way, and its value as JSON. */
  option: z.string(),
  value: z.string().nullable(),
  /** What else there is to know: the type of the update, days, a number of branches. */
  detail: z.union([z.string(), z.number()]).nullable(),
  setting: Place,
  /** The sysexts that it stops, by their index. */
  slots: z.array(z.number()),
  builds: z.array(WantedBuild),
});

/** A branch for made-up builds. */
const TriedBranch = z.object({
  build: WantedBuild,
  name: z.string(),
  title: z.string(),
  /** The names of its groups; `null` for updates without one. */
  groups: z.array(z.string().nullable()),
  /** Where the group of its first update is set. */
  grouped: Place,
  automerge: z.boolean(),
  /** Its reviewers and assignees. */
  owners: z.array(z.string()),
  /** The sysexts in it, by their index. */
  slots: z.array(z.number()),
});

/** The configuration, looked into: paths are places in the repository's own file. */
export const Inspection = z.object({
  file: z.string().nullable(),
  /** Why the file is none that Renovate can read. */
  broken: z.string().nullable(),
  presets: z.array(z.object({ name: z.string(), via: Path, nested: z.boolean(), error: z.string().nullable() })),
  /** What Renovate's own validation says; `stops` when the bot would then do nothing at all. */
  refusals: z.array(z.object({ message: z.string(), path: Path, stops: z.boolean() })),
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
      depName: z.string(),
      packageName: z.string(),
      currentValue: z.string(),
      /** The custom manager of the repository's own file that takes it, by its place there. */
      manager: z.number().nullable(),
      /** Of everything that the configuration says of it. */
      digest: z.string(),
    }),
  ),
  /** Names of sysexts that the file's rules match by, or that it ignores, and that no dependency has. */
  idleNames: z.array(z.object({ path: Path, name: z.string() })),
  obstacles: z.array(Obstacle),
  branches: z.array(TriedBranch),
  /** Sysexts with a valid version, or without revision and distro, and what the whole configuration makes of them. */
  sysexts: z.array(
    z.object({
      file: z.string(),
      manager: z.string(),
      packageName: z.string(),
      /** The package's name before any rule. */
      extractedName: z.string(),
      currentValue: z.string(),
      datasource: z.string(),
      versioning: z.string().nullable(),
      /** A digest would be looked up for a value without an arch, which no registry has. */
      pinsDigest: z.boolean(),
      enabled: z.boolean(),
      /** Who is to review its pull request, or to be assigned to it. */
      people: z.array(z.string()),
      /** How the versioning reads the value. */
      reads: z.enum(['stable', 'unstable', 'invalid']),
      offers: Offers,
      /** What edits leave in `previousLatestVersion`; `null` where there is none, or no edit. */
      rotation: z.enum(['kept', 'by-revision', 'never']).nullable(),
      /** Options that decide on versions and names, with where they are set; none that are Renovate's default. */
      settings: z.record(z.string(), Setting),
    }),
  ),
});
export type Inspection = z.infer<typeof Inspection>;

const Checkout = z.object({
  /** Whether the directory is in a git repository. */
  isGit: z.boolean(),
  /** Whether the last commit was planned, and not the working tree. */
  committed: z.boolean(),
  /** The branch that is checked out. */
  branch: z.string().nullable(),
  /** The branch that the checkout's pull request is to be merged into, by the CI system. */
  target: z.string().nullable(),
  defaultBranch: z.string().nullable(),
  /** Files that are not as in the last commit. */
  changed: z.array(z.string()),
  /** Renovate configurations that git does not track. */
  untracked: z.array(z.object({ file: z.string(), ignored: z.boolean() })),
  /** Files that a sparse checkout leaves out. */
  sparse: z.array(z.string()),
  /** Files whose changes git was told not to see. */
  assumed: z.array(z.string()),
  /** Files whose content is not on this machine. */
  missing: z.array(z.string()),
  /** Base branches of which the forge had another commit than there is here. */
  differing: z.array(z.string()),
  /** How many commits a shallow clone has, where Renovate would read more. */
  commitsRead: z.number().nullable(),
  /** Symbolic links in place of configurations and of files that are kept, and the files that they lead to. */
  links: z.array(z.object({ file: z.string(), target: z.string() })),
  /** The Renovate configurations, of which the first one is read. */
  configurations: z.array(z.string()),
});
/** What a plan is of, and what of that a bot may see otherwise. */
export type Checkout = z.infer<typeof Checkout>;

const Unmatched = z.object({
  kind: z.enum(['enabled-managers', 'manager-disabled', 'ignore-paths', 'include-paths', 'no-manager', 'no-match']),
  /** The setting that leaves the file out. */
  cause: Cause.optional(),
  /** The managers that read the file. */
  managers: z.array(z.string()),
});
/** Why what a file holds may not be extracted. */
export type Unmatched = z.infer<typeof Unmatched>;

/** A base branch that was planned. */
const BaseBranch = z.object({
  /** `null` where nothing tells its name. */
  name: z.string().nullable(),
  /** Every file that Renovate sees in it. */
  files: z.array(z.string()),
  /** The text of those that were asked for. */
  texts: z.record(z.string(), z.string()),
  /** For each of them, which managers read it, or what keeps them from it. */
  unmatched: z.record(z.string(), Unmatched),
});
export type BaseBranch = z.infer<typeof BaseBranch>;

/** What the child answers. */
export const Answer = z.object({
  version: z.string(),
  /** Whether Renovate's patterns run on RE2; else they run on JavaScript's RegExp. */
  re2: z.boolean(),
  /** Why they do not run on RE2, and what to do about it. */
  noRe2: z.string().optional(),
  /** Every file that Renovate sees in the working tree, or in the first base branch. */
  files: z.array(z.string()),
  /** Those that `ignorePaths` or `includePaths` keep from every manager. */
  ignoredFiles: z.array(z.string()),
  checkout: Checkout,
  /** What was planned, one by one. */
  baseBranches: z.array(BaseBranch).default([]),
  /** The patterns of base branches that git does not have here. */
  missingBranches: z.array(z.string()).default([]),
  /** The base branch that the working tree was planned as. */
  standsFor: z.string().nullable().default(null),
  /** Whether the configuration has rules or templates that depend on the base branch. */
  usesBaseBranch: z.boolean().default(false),
  /** Whether Renovate tells by the commits whether titles start with `chore(deps):`. */
  detectsCommits: z.boolean().default(false),
  /** Secrets and variables that are not known here. */
  unknownSecrets: z.array(z.string()).default([]),
  /** Whether the bot clones submodules. */
  clonesSubmodules: z.boolean().default(false),
  /** Our presets that were read, and the tags that they are pinned to. */
  pins: z.array(z.object({ preset: z.string(), tag: z.string().nullable() })),
  packageFiles: z.array(PackageFile),
  branches: z.array(Branch),
  /**
   * Custom managers of the resolved configuration and how many dependencies each takes; of one that takes none,
   * whether Renovate's own presets bring it.
   */
  customManagers: z.array(z.object({ name: z.string(), builtIn: z.boolean(), matches: z.number() })),
  /** The published preset that brings the datasource, by its file. None if the configuration has another datasource. */
  datasourcePreset: z.string().optional(),
  /** What the lookups were answered. */
  snapshot: Snapshot,
  /** Only where it was asked for. */
  inspection: Inspection.optional(),
  log: z.array(LogLine),
  /** The most memory that the process held, in bytes. */
  peakMemory: z.number(),
  /** Whether every dependency was looked up, and not only sysexts and what comes in their pull requests. */
  all: z.boolean(),
  /** Why Renovate gave the repository up, if it did. */
  failure: z.object({ code: z.string(), message: z.string(), packageName: z.string().optional() }).optional(),
});
export type Answer = z.infer<typeof Answer>;
