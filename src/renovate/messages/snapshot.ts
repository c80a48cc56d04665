import { z } from 'zod';

const TagList = z.object({
  /** `https://mcr.microsoft.com` */
  registry: z.string(),
  repository: z.string(),
  tags: z.array(z.string()),
});
/** The tags of a repository, as its registry returned them. */
export type TagList = z.infer<typeof TagList>;

const Digest = z.object({
  datasource: z.string(),
  packageName: z.string(),
  registryUrl: z.string().nullable(),
  value: z.string().nullable(),
  /** The tag of a multi-platform image has a digest for each platform; this one selects the platform. */
  currentDigest: z.string().nullable(),
  digest: z.string().nullable(),
});
/** The digest of a tag, as its registry returned it. */
export type Digest = z.infer<typeof Digest>;

/** Every response from outside that a run used: enough to repeat the run without a network. */
export const Snapshot = z.object({
  lists: z.array(TagList),
  /** The results of all other lookups, as Renovate parsed them. */
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
  /** Digests of tags, if any were looked up. */
  digests: z.array(Digest).optional(),
  /** Presets of other repositories, as they were fetched. */
  presets: z.array(z.object({ key: z.string(), content: z.unknown() })).default([]),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Part of the message about a preset that a snapshot does not have. */
export const PRESET_NOT_IN_SNAPSHOT = 'not in the snapshot';
