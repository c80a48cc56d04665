import { z } from 'zod';

/*
 * The result of `rehearse`, and the shape of its `--format json`. Fields may be added; none changes its meaning within a
 * schemaVersion. Strings in it come from registries, manifests and images, and are not trusted.
 */

/** The steps of a rehearsal, in their order. */
const REHEARSAL_STEPS = [
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
export type RehearsedName = (typeof REHEARSAL_STEPS)[number];

const RehearsedStep = z.object({
  step: z.enum(REHEARSAL_STEPS),
  outcome: z.enum(['ok', 'failed', 'not-done']),
  reason: z.string().describe('the result, the problem, or why it was not done'),
});
export type RehearsedStep = z.infer<typeof RehearsedStep>;

const RehearsedImage = z.object({
  name: z.string(),
  version: z.string().describe('as in the manifest'),
  arch: z.string().describe("systemd's name"),
  reference: z.string().describe('registry/repository:tag'),
  proposed: z.boolean().describe('whether a pull request proposes it; else it is in the manifest'),
  files: z.array(z.string()).describe('the manifests with the version, now or after the bump'),
  verdict: z
    .enum(['installs', 'does-not-install', 'not-known'])
    .describe('not-known: a required step was not done, for example because the registry did not respond'),
  steps: z.array(RehearsedStep),
  notes: z.array(z.string()).optional().describe('remarks that are not failures'),
});
export type RehearsedImage = z.infer<typeof RehearsedImage>;

export const Rehearsal = z.object({
  schemaVersion: z.literal(1),
  images: z.array(RehearsedImage),
  problems: z.array(z.string()).describe('why versions could not be rehearsed at all; one line each'),
});

/** The verdicts on every image that is in a manifest, or that a plan proposes for it. */
export type Rehearsal = z.infer<typeof Rehearsal>;
