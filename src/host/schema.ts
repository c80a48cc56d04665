import { z } from 'zod';

/*
 * What the node side answers with, and the shape of `--format json`. Fields may be added; none changes its meaning
 * within a schemaVersion. Text in it comes from registries and manifests, and is not trusted.
 */

const Step = z.object({
  step: z.enum(['distro', 'local', 'remote', 'tarball']),
  outcome: z
    .enum(['match', 'no-match', 'failed', 'skipped'])
    .describe(
      'failed: it is not known whether there is a match; the registry gave no answer. ' +
        'skipped: a cached image that is broken, or a choice of distro that is not made',
    ),
  reason: z.string(),
});
export type Step = z.infer<typeof Step>;

export const Resolution = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  version: z.string().describe('what was asked for'),
  arch: z.string().describe("systemd's name"),
  source: z.enum(['local', 'remote', 'tarball', 'none']).describe('none: there is neither a file nor a reference'),
  tag: z.string().nullable().describe('of the sysext; null for a tarball'),
  file: z.string().nullable().describe('on this machine: the cached image, or the tarball'),
  reference: z.string().nullable().describe("registry/repository:tag, or the tarball's URL"),
  steps: z.array(Step).describe('what was looked at, in order, and what came of it'),
});

/** Where a node takes a component from, and why. */
export type Resolution = z.infer<typeof Resolution>;

const Pulled = z.object({
  name: z.string(),
  tag: z.string().describe('the value of the slot, where no tag could be found for it'),
  file: z.string().nullable().describe('on this machine'),
  outcome: z.enum(['pulled', 'present', 'skipped', 'failed']),
  reason: z.string().nullable().describe('of what was skipped, or failed'),
});
export type Pulled = z.infer<typeof Pulled>;

export const PullAnswer = z.object({ schemaVersion: z.literal(1), root: z.string(), images: z.array(Pulled) });

/** What a pull did, image by image. */
export type PullAnswer = z.infer<typeof PullAnswer>;

export const MergeAnswer = z.object({
  schemaVersion: z.literal(1),
  root: z.string(),
  refreshed: z.boolean().describe('whether systemd-sysext has merged the images'),
  components: z.array(Resolution.extend({ changed: z.boolean().describe('whether a link or a file was changed') })),
});

/** What a merge did, component by component. */
export type MergeAnswer = z.infer<typeof MergeAnswer>;
