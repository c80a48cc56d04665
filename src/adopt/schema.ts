import { z } from 'zod';
import { Plan } from '../analysis/schema.ts';

/*
 * The output of `adopt --format json`. Fields may be added; none changes its meaning within a schemaVersion.
 * Text in it comes from manifests, configurations and registries, and is not trusted.
 */

const Step = z.object({
  what: z
    .enum(['added', 'removed', 'narrowed', 'renamed', 'kept', 'by-hand'])
    .describe(
      "narrowed: it no longer sets for sysexts what the presets set; renamed: it names sysexts as the presets' manager does; by-hand: nothing is changed, check it",
    ),
  where: z.string().describe('such as packageRules[3]'),
  why: z.string(),
});
export type Step = z.infer<typeof Step>;

const PullRequest = Plan.shape.pullRequests.element;

export const Adoption = z.object({
  schemaVersion: z.literal(2),
  file: z.string().describe('the configuration'),
  diff: z.string().describe('of the configuration, as git writes it; empty where nothing has to be changed'),
  steps: z.array(Step),
  pullRequests: z.object({
    appear: z.array(PullRequest),
    go: z.array(PullRequest),
    change: z.array(z.object({ before: PullRequest, after: PullRequest })),
    stay: z.int().describe('how many are the same before and after'),
  }),
  others: z
    .array(z.string())
    .describe('other dependencies for which the configuration would set something else; none, if all is well'),
  lost: z
    .array(z.string())
    .describe('settings for sysexts that would no longer hold, such as one that disables them; none, if all is well'),
  diagnostics: Plan.shape.diagnostics.describe('those of the plan after the change'),
});

/** How a repository adopts the presets, and the result. */
export type Adoption = z.infer<typeof Adoption>;
