import { z } from 'zod';
import { Diagnostic } from '../analysis/diagnostic.ts';

/*
 * What `check --format json` prints. Fields may be added; none changes its meaning within a schemaVersion.
 * Text in it comes from manifests, configurations and registries, and is not trusted.
 */

export const Findings = z.object({
  schemaVersion: z.literal(2),
  diagnostics: z.array(Diagnostic).describe('by file and place'),
  skipped: z
    .array(
      z.object({
        id: z.string(),
        why: z.string(),
        failed: z.boolean().describe('whether a registry did not answer: then some of it may have been looked at'),
      }),
    )
    .describe('lints that were not run, or not in full'),
});

/** What `check` found. */
export type Findings = z.infer<typeof Findings>;
