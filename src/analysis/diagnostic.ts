import { z } from 'zod';
import { formatPath } from '../manifest/path.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** `error`: the result is incomplete, or something will break; `warning`: probably unintended; `info`: worth knowing. */
export type Severity = (typeof SEVERITIES)[number];

export const LOOKUP_REASONS = [
  'not-found',
  'login',
  'unreachable',
  'server',
  'list-incomplete',
  'response-refused',
  'not-in-snapshot',
  'no-version',
  'value-invalid',
  'other',
] as const;

/** The reason why a lookup failed, which decides on the fix. */
export type LookupReason = (typeof LOOKUP_REASONS)[number];

export const Diagnostic = z.object({
  id: z.string().describe('"check --explain ID" has the page of an id that is a lint'),
  severity: z.enum(SEVERITIES),
  file: z.string().nullable().describe('null if it is about no file'),
  line: z.int().nullable().describe('from 1'),
  column: z.int().nullable().describe('from 1, in UTF-16 code units'),
  path: z
    .array(z.union([z.string(), z.int()]))
    .readonly()
    .nullable()
    .describe('the JSON path in the file'),
  package: z.string().nullable().describe('the repository of a sysext, or the name of another dependency'),
  message: z.string().describe('the problem, in one line'),
  impact: z.string().nullable().describe('the consequence of the problem'),
  fix: z.string().nullable(),
  reason: z.enum(LOOKUP_REASONS).optional().describe('the reason why a lookup failed'),
});

/** A problem of a repository, its configuration, or a registry. Strings in it are not trusted. */
export type Diagnostic = z.infer<typeof Diagnostic>;

/** Ids of the diagnostics that are about the checkout, and not about a dependency in it. */
const CHECKOUT_IDS = [
  'not-utf8',
  'uncommitted',
  'sparse-checkout',
  'assume-unchanged',
  'content-missing',
  'config-untracked',
  'config-shadowed',
  'symbolic-link',
  'base-branch',
  'below-root',
  'submodules',
  'preset-version',
  'secret-unknown',
] as const;

/** Ids of the diagnostics of a plan. */
export const PLAN_IDS = [
  'renovate-failed',
  'lookup-failed',
  'bot-aborts',
  'not-looked-up',
  'slot-unreadable',
  'manifest-untracked',
  'not-extracted',
  'extracted-twice',
  'value-malformed',
  'left-behind',
  'manager-matches-nothing',
  'no-edit',
  ...CHECKOUT_IDS,
  'shallow-clone',
  'lock-files',
  'post-upgrade-tasks',
  'no-re2',
] as const;
export type PlanId = (typeof PLAN_IDS)[number];

/** Whether a diagnostic is about the checkout, and not about a dependency in it. */
export function isAboutCheckout({ id }: Pick<Diagnostic, 'id'>): boolean {
  return CHECKOUT_IDS.some((one) => one === id);
}

type Given = Pick<Diagnostic, 'severity' | 'message'> & Partial<Diagnostic> & { readonly id: PlanId };

/** A diagnostic of a plan, in which all that is not given is null. */
export function diagnostic(given: Given): Diagnostic {
  return { file: null, line: null, column: null, path: null, package: null, impact: null, fix: null, ...given };
}

/** `install.sh:12`, `components.json: Packages[3]` or the file alone; `null` if it is about no file. */
export function placeOf({ file, line, path }: Diagnostic): string | null {
  if (file === null) return null;
  if (line !== null) return `${file}:${line}`;
  return path === null || path.length === 0 ? file : `${file}: ${formatPath(path)}`;
}

/** The message, with the impact and the fix behind it if there are any. */
export function sentenceOf({ message, impact, fix }: Diagnostic): string {
  const problem = impact === null ? message : `${message}; ${impact}`;
  // A second colon would be hard to read.
  return fix === null ? problem : `${problem}${problem.includes(': ') ? ';' : ':'} ${fix}`;
}
