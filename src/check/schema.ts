import { z } from 'zod';
import { Diagnostic } from '../analysis/diagnostic.ts';

/*
 * The output of `check --format json`. Fields may be added; none changes its meaning within a schemaVersion.
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
        failed: z.boolean().describe('whether a registry did not respond: some of it may have been checked'),
      }),
    )
    .describe('lints that were not run, or not in full'),
});

/** The result of `check`. */
export type Findings = z.infer<typeof Findings>;
