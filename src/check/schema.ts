import { z } from 'zod';

/*
 * What `check --format json` prints. Fields may be added; none changes its meaning within a schemaVersion.
 * Text in it comes from manifests, configurations and registries, and is not trusted.
 */

export const SEVERITIES = ['error', 'warn', 'info'] as const;

/** `error`: something does not work, or will break; `warn`: most likely not meant; `info`: good to know. */
export type Severity = (typeof SEVERITIES)[number];

const Finding = z.object({
  id: z.string().describe('the lint: "check --explain ID" has its page'),
  severity: z.enum(SEVERITIES),
  file: z.string().nullable().describe('null where the repository has no file to point at'),
  line: z.int().nullable().describe('from 1'),
  column: z.int().nullable().describe('from 1, in UTF-16 code units'),
  message: z.string().describe('one line: what is wrong'),
  impact: z.string().describe('what comes of it'),
  fix: z.string().describe('how to fix it'),
});

/** Something that is wrong in a configuration, a manifest, or a registry. */
export type Finding = z.infer<typeof Finding>;

export const Findings = z.object({
  schemaVersion: z.literal(2),
  findings: z.array(Finding).describe('by file and place'),
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
