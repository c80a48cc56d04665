import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { evaluate, parse } from '@humanwhocodes/momoa';
import { z } from 'zod';
import { type Analysis, type AnalyzeOptions, analyze } from '../analysis/analyze.ts';
import { unifiedDiff } from '../analysis/diff.ts';
import type { Inspection } from '../renovate/messages.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { changedOthers, comparePlans, letLoose } from './compare.ts';
import { withFile } from './copy.ts';
import { editJson, type JsonEdit } from './edit-json.ts';
import { type Proposal, toProposal, type Written } from './proposal.ts';
import { ignoredParts } from './propose-names.ts';
import { proposePresets } from './propose-presets.ts';
import { ruleParts } from './propose-rules.ts';
import type { Adoption } from './schema.ts';
import { shortfalls } from './shortfalls.ts';

/** Settings of an adoption. */
export interface AdoptOptions extends AnalyzeOptions {
  /** The default preset with its tag: `github>org/aks-sysext-renovate#1.0.0`. */
  readonly reference: string;
  /** The distro of values without revision and distro. */
  readonly distro?: string;
}

/** A configuration that is proposed. Nothing is written yet. */
export interface Adopted {
  /** The root of the repository, in which the configuration is. */
  readonly root: string;
  readonly adoption: Adoption;
  /** The configuration's new text. */
  readonly text: string;
}

const WrittenSchema = z.object({
  extends: z.unknown().optional(),
  enabledManagers: z.array(z.string()).optional(),
  ignoreDeps: z.array(z.string()).optional(),
  packageRules: z.array(z.record(z.string(), z.unknown())).optional(),
  customManagers: z.array(z.unknown()).optional(),
});

/** Where a repository without a configuration gets one. */
const NEW_FILE = 'renovate.json';
const NEW_TEXT = '{\n  "$schema": "https://docs.renovatebot.com/renovate-schema.json"\n}\n';

/**
 * Proposes how the repository that `named` is in adopts the presets, and plans it before and after. Nothing in it is written.
 *
 * @throws {Error} one line, if Renovate could not be run, or aborts with the configuration as it is.
 */
export async function adopt(named: string, options: AdoptOptions): Promise<Adopted> {
  const before = await inspected(named, options);
  const { root } = before;
  const { file: found } = before.inspection;
  const file = found ?? NEW_FILE;
  const text = found === null ? NEW_TEXT : await readFile(path.join(root, file), 'utf8');
  const inside = file === 'package.json' ? ['renovate'] : [];
  const edit = (now: string, { edits }: Proposal) => edits.reduce((was, one) => editJson(was, below(one, inside)), now);
  const tryOut = (now: string) => withFile(root, file, now, (copy) => inspected(copy, options));

  const distro = hasRevisionless(before) ? options.distro : undefined;
  const presets = proposePresets(before.inspection, readWritten(text, inside), options.reference, distro);
  const extended = edit(text, presets);
  // Only now does it show which rules get in the way: before, nothing may have extracted the slots.
  const between = extended === text ? before : await tryOut(extended);
  const written = readWritten(extended, inside);
  const rules = toProposal([
    ...ignoredParts(before.inspection, between.inspection, written),
    ...ruleParts(before.inspection, between.inspection, written),
  ]);
  const edited = edit(extended, rules);
  const after = edited === extended ? between : await tryOut(edited);
  const adoption = describe({
    file,
    text: found === null ? null : text,
    edited,
    steps: [...presets.steps, ...rules.steps],
    lost: [...rules.lost],
    before,
    after,
  });
  return { root, adoption, text: edited };
}

function hasRevisionless({ manifests }: Analysis): boolean {
  return manifests.some(({ slots }) =>
    slots.some(({ latestVersion }) => readVersion(latestVersion).kind === 'revisionless'),
  );
}

/** Ids of diagnostics about the files of a checkout. */
const OF_THE_CHECKOUT: readonly string[] = ['uncommitted', 'sparse-checkout', 'config-untracked', 'below-root'];

interface Inspected extends Analysis {
  readonly inspection: Inspection;
}

async function inspected(dir: string, options: AnalyzeOptions): Promise<Inspected> {
  const analysis = await analyze(dir, { ...options, inspect: true });
  const { inspection, failure } = analysis.answer;
  if (inspection === undefined || failure !== undefined) {
    const { message = 'Renovate ended before it read the configuration' } = failure ?? {};
    throw new Error(`Renovate aborts with the configuration as it is: ${message}; run "check" for more`);
  }
  return { ...analysis, inspection };
}

function readWritten(text: string, inside: readonly string[]): Written {
  const whole = evaluate(parse(text, { mode: 'json5' })) as Record<string, unknown>;
  const config = inside.length === 0 ? whole : whole[inside[0] ?? ''];
  // "renovate": "config:recommended" is short for an extends of it.
  const parsed = WrittenSchema.safeParse(config);
  if (parsed.success) return parsed.data as Written;
  throw new Error('the configuration is not an object with rules, managers and names in lists: write it so first');
}

function below(edit: JsonEdit, inside: readonly string[]): JsonEdit {
  return { ...edit, path: [...inside, ...edit.path] };
}

function describe(facts: {
  readonly file: string;
  /** `null` where the repository has no configuration yet. */
  readonly text: string | null;
  readonly edited: string;
  readonly steps: Adoption['steps'];
  readonly lost: Adoption['lost'];
  readonly before: Inspected;
  readonly after: Inspected;
}): Adoption {
  const { file, text, edited, steps, lost, before, after } = facts;
  return {
    schemaVersion: 2,
    file,
    diff: unifiedDiff(text === edited ? [] : [{ file, before: text, after: edited }]),
    steps: [...steps, ...shortfalls(after.inspection, after)],
    pullRequests: comparePlans(before, after),
    others: changedOthers(before.inspection, after.inspection),
    lost: [...lost, ...letLoose(before, after)],
    // The copy in which the configuration is tried out has the same history, and other files.
    diagnostics: [
      ...before.diagnostics.filter(({ id }) => OF_THE_CHECKOUT.includes(id)),
      ...after.diagnostics.filter(({ id }) => !OF_THE_CHECKOUT.includes(id)),
    ],
  };
}
