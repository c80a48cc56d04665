import { z } from 'zod';

const Path = z.array(z.union([z.string(), z.number()]));

const Mistake = z.object({
  kind: z.enum(['pattern', 'template', 'field', 'helper', 'expression', 'datasource', 'versioning', 'manager']),
  path: Path,
  option: z.string(),
  value: z.string(),
  message: z.string(),
});
/** A string in the configuration that Renovate cannot use. */
export type Mistake = z.infer<typeof Mistake>;

/** Whether Renovate proposes a trial build; `null` if the build cannot be constructed, or is not looked up. */
const Offer = z.boolean().nullable();

const Offers = z.object({
  /** The lookup should find the builds down to `patchOfOtherRevision`. */
  nextRevision: Offer,
  /** Revision 10 of a slot at 9. */
  tenthRevision: Offer,
  nextPatch: Offer,
  patchOfOtherRevision: Offer,
  /** No branch should have the builds from here on: revision 9 of a slot at 10, ... */
  olderRevision: Offer,
  otherDistro: Offer,
  nextMinor: Offer,
  prerelease: Offer,
});

const WantedBuild = z.enum(['nextRevision', 'nextPatch']);

/** Where an option is set. */
const Place = z.object({
  /** The JSON path in the repository's file of the option, or of the preset that sets it; `null` if neither does. */
  path: Path.nullable(),
  /** The preset; `null` for the repository's own file. */
  preset: z.string().nullable(),
});

const Setting = Place.extend({
  /** As JSON, unless it is a string. */
  value: z.string(),
});

/** A reason why a newer build of some slots does not reach the base branch, or not automatically. */
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
  /** The blocking option, and its value as JSON. */
  option: z.string(),
  value: z.string().nullable(),
  /** The type of the update, days, a number of branches. */
  detail: z.union([z.string(), z.number()]).nullable(),
  setting: Place,
  /** The sysexts that it blocks, by their index. */
  slots: z.array(z.number()),
  builds: z.array(WantedBuild),
});

/** A branch for trial builds. */
const TriedBranch = z.object({
  build: WantedBuild,
  name: z.string(),
  title: z.string(),
  /** The names of its groups; `null` for updates without a group. */
  groups: z.array(z.string().nullable()),
  /** Where the group of its first update is set. */
  grouped: Place,
  /** Its reviewers and assignees. */
  owners: z.array(z.string()),
  /** The sysexts in it, by their index. */
  slots: z.array(z.number()),
});

/** The findings of an inspected configuration: paths are JSON paths in the repository's own file. */
export const Inspection = z.object({
  file: z.string().nullable(),
  /** Why Renovate cannot read the file. */
  broken: z.string().nullable(),
  presets: z.array(z.object({ name: z.string(), via: Path, nested: z.boolean(), error: z.string().nullable() })),
  /** The messages of Renovate's own validation; `stops` if the bot then aborts. */
  refusals: z.array(
    z.object({
      message: z.string(),
      path: Path,
      stops: z.boolean(),
      /** Whether it is about a pattern, an expression or a template, which is one of the `mistakes` as well. */
      isMistake: z.boolean(),
      /** The two options that a rule must not combine. */
      combines: z.tuple([z.string(), z.string()]).optional(),
    }),
  ),
  /** With the file or preset of each. */
  mistakes: z.array(Mistake.extend({ source: z.string() })),
  /** The number of custom managers in the repository's own file; they come last. */
  managers: z.number(),
  /** The rules of the repository's own file. */
  rules: z.array(
    z.object({
      index: z.number(),
      description: z.string(),
      /** The options that it sets. */
      fields: z.array(z.string()),
      /** The dependencies that it matches, by their index in `dependencies`. */
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
      /** The custom manager of the repository's own file that extracts it, by its index there. */
      manager: z.number().nullable(),
      /** A digest of its settings. */
      digest: z.string(),
    }),
  ),
  /** Names of sysexts that the file's rules match, or that it ignores, and that no dependency has. */
  idleNames: z.array(z.object({ path: Path, name: z.string() })),
  obstacles: z.array(Obstacle),
  branches: z.array(TriedBranch),
  /**
   * Sysexts with a valid version, or without revision and distro, and the effect of the whole configuration on them.
   */
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
      /** Whether a digest is looked up for a value without an arch, which no registry has. */
      pinsDigest: z.boolean(),
      enabled: z.boolean(),
      /** The reviewers and assignees of its pull request. */
      people: z.array(z.string()),
      /** How the versioning parses the value. */
      reads: z.enum(['stable', 'unstable', 'invalid']),
      offers: Offers,
      /** How edits rotate `previousLatestVersion`; `null` if there is none, or no edit. */
      rotation: z.enum(['kept', 'by-revision', 'never']).nullable(),
      /** Options that decide on versions and names, and where they are set; without Renovate's defaults. */
      settings: z.record(z.string(), Setting),
    }),
  ),
});
export type Inspection = z.infer<typeof Inspection>;
