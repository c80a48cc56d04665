import { z } from 'zod';

/*
 * The results of `resolve`, `pull` and `merge`, and the shape of their `--format json`. Fields may be added; none
 * changes its meaning within a schemaVersion. Strings in them come from registries and manifests, and are not trusted.
 */

const ResolutionStep = z.object({
  step: z.enum(['distro', 'local', 'remote', 'tarball']),
  outcome: z
    .enum(['match', 'no-match', 'failed', 'skipped'])
    .describe(
      'failed: it is not known whether there is a match, because the registry did not respond. ' +
        'skipped: a cached image is broken, or the distro is not given',
    ),
  reason: z.string(),
});

/** One place where a component was looked for, and the result. */
export type ResolutionStep = z.infer<typeof ResolutionStep>;

/** A resolution by its source, with additional fields. */
function resolutionWith<Fields extends z.ZodRawShape>(fields: Fields) {
  const common = {
    ...fields,
    name: z.string(),
    version: z.string().describe('the requested version'),
    arch: z.string().describe("systemd's name"),
    steps: z.array(ResolutionStep).describe('the places that were checked, in order'),
  };
  const tag = z.string();
  return z.discriminatedUnion('source', [
    z.object({ ...common, source: z.literal('local'), tag, file: z.string().describe('the cached image') }),
    z.object({
      ...common,
      source: z.literal('remote'),
      tag,
      reference: z.string().describe('registry/repository:tag'),
    }),
    z.object({ ...common, source: z.literal('tarball'), tarball: z.string().describe('a URL, or a file') }),
    z.object({ ...common, source: z.literal('none') }),
  ]);
}

/** The source from which a host gets a component, and why. */
export type Resolution = z.infer<ReturnType<typeof resolutionWith<Record<never, never>>>>;

/** The JSON of `resolve`. */
export const ResolveResult = resolutionWith({ schemaVersion: z.literal(2) });

const PulledImage = z.object({
  name: z.string(),
  tag: z.string().describe('the value of the slot if no tag was found for it'),
  file: z.string().nullable().describe('on this machine'),
  outcome: z.enum(['pulled', 'present', 'skipped', 'failed']),
  reason: z.string().nullable().describe('why it was skipped, or failed'),
});

/** The result of a pull for one image. */
export type PulledImage = z.infer<typeof PulledImage>;

export const PullResult = z.object({ schemaVersion: z.literal(1), root: z.string(), images: z.array(PulledImage) });

/** The result of a pull, image by image. */
export type PullResult = z.infer<typeof PullResult>;

export const MergeResult = z.object({
  schemaVersion: z.literal(2),
  root: z.string(),
  refreshed: z.boolean().describe('whether systemd-sysext has merged the images'),
  components: z.array(resolutionWith({ changed: z.boolean().describe('whether a link or a file was changed') })),
});

/** The result of a merge, component by component. */
export type MergeResult = z.infer<typeof MergeResult>;
