import { z } from 'zod';

/*
 * What `rehearse` answers with, and the shape of its `--format json`. Fields may be added; none changes its meaning
 * within a schemaVersion. Text in it comes from registries, manifests and images, and is not trusted.
 */

/** What is tried with an image, in this order. */
export const REHEARSED = [
  'published',
  'named',
  'pulled',
  'resolved-cached',
  'resolved-registry',
  'resolved-isolated',
  'image',
  'merged',
  'runs',
] as const;
export type RehearsedName = (typeof REHEARSED)[number];

const RehearsedStep = z.object({
  step: z.enum(REHEARSED),
  outcome: z.enum(['ok', 'failed', 'not-done']),
  reason: z.string().describe('what was found, what is wrong, or why it was not done'),
});
export type RehearsedStep = z.infer<typeof RehearsedStep>;

const RehearsedImage = z.object({
  name: z.string(),
  version: z.string().describe('as the manifest has it'),
  arch: z.string().describe("systemd's name"),
  reference: z.string().describe('registry/repository:tag'),
  proposed: z.boolean().describe('whether a pull request brings it; else the manifest holds it already'),
  files: z.array(z.string()).describe('where it stands, or will'),
  verdict: z
    .enum(['installs', 'does-not-install', 'not-known'])
    .describe('not-known: a step was not done that has to be, such as one that the registry gave no answer for'),
  steps: z.array(RehearsedStep),
  notes: z.array(z.string()).optional().describe('what is worth knowing, although nothing failed'),
});
export type RehearsedImage = z.infer<typeof RehearsedImage>;

export const Rehearsal = z.object({
  schemaVersion: z.literal(1),
  images: z.array(RehearsedImage),
  problems: z.array(z.string()).describe('what kept versions from being rehearsed at all; one line each'),
});

/** What became of every image that a manifest holds, or that a plan proposes for it. */
export type Rehearsal = z.infer<typeof Rehearsal>;
