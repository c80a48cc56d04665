import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Analysis, type AnalyzeOptions, analyze } from '../analysis/analyze.ts';
import { requiredArches } from '../analysis/arches.ts';
import { type Diagnostic, diagnostic, isAboutCheckout, type Severity, sentenceOf } from '../analysis/diagnostic.ts';
import { isOurs } from '../presets/names.ts';
import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import { PACKAGE_ROOT } from '../renovate/host/locate.ts';
import { PRESET_NOT_IN_SNAPSHOT, type RenovateResult, type Snapshot } from '../renovate/messages.ts';
import { askRegistries } from './ask-registries.ts';
import { LINTS } from './catalogue.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Found, Lint } from './lint.ts';
import { mergeSlots } from './merge-slots.ts';
import { type Locate, locator } from './position.ts';
import type { Findings } from './schema.ts';
import { findUnseenManifests } from './unseen-manifests.ts';

/** Settings of a check. */
export interface CheckOptions {
  /** Whether registries are queried; lints that need one are skipped otherwise. */
  readonly offline: boolean;
  /** The severities that replace those of lints. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
}

/** Has no result for any lookup: every lookup then fails, and lints that need one are skipped. */
const NOTHING: Snapshot = { lists: [], releases: [], presets: [] };

/**
 * Checks the configuration and the manifests of the repository that contains `dir`. Nothing in it is written.
 *
 * @throws {Error} one line, if Renovate could not be run at all, or if `offline` forbids to fetch a preset.
 */
export async function check(dir: string, options: AnalyzeOptions & CheckOptions): Promise<Findings> {
  const run = checkRunOptions(options);
  return checkAnalysis(await analyze(dir, run), { ...options, ...run });
}

/** The settings of the run of Renovate that a check needs. */
export function checkRunOptions(options: AnalyzeOptions & Pick<CheckOptions, 'offline'>): AnalyzeOptions {
  const snapshot = options.snapshot ?? (options.offline ? NOTHING : undefined);
  return { ...options, inspect: true, ...(snapshot === undefined ? {} : { snapshot }) };
}

/**
 * Checks a repository by its analysis, which must have been made with {@link checkRunOptions}.
 *
 * @throws {Error} one line, if Renovate aborted before it read the configuration, or if `offline` forbids to fetch a
 *   preset.
 */
export async function checkAnalysis(
  analysis: Analysis,
  { snapshot, presetRoot = PACKAGE_ROOT, onProgress, rules }: AnalyzeOptions & CheckOptions,
): Promise<Findings> {
  const { root, answer } = analysis;
  const { inspection, failure } = answer;
  if (inspection === undefined) throw new Error(failure?.message ?? 'Renovate ended before it read the configuration');
  if (snapshot === NOTHING) refuseToFetch(inspection.presets);
  const known = factsOf(analysis, inspection, {
    arches: requiredArches(answer) ?? ARCHES_BY_DEFAULT,
    release: await releaseOf(presetRoot),
  });
  const asked = snapshot === undefined ? await askRegistries(known, onProgress) : undefined;
  const facts = { ...known, ...asked?.facts, unseen: await findUnseenManifests(analysis) };
  const wanted = LINTS.filter(({ id }) => rules.get(id) !== 'off');
  const skipped = wanted.flatMap((lint) => {
    const why = whySkipped(lint, snapshot, asked?.failure);
    return why === undefined ? [] : [{ id: lint.id, why, failed: snapshot === undefined }];
  });
  const run = wanted.filter(({ id }) => !skipped.some((one) => one.id === id && !one.failed));
  // JavaScript's RegExp accepts patterns that RE2 refuses.
  const engine = analysis.diagnostics.find(({ id }) => id === 'no-re2');
  if (engine !== undefined) skipped.push({ id: 'pattern-refused', why: sentenceOf(engine), failed: false });
  const found = await locateAll(
    root,
    run.flatMap((lint) => findingsOf(lint, facts, rules)),
  );
  return { schemaVersion: 2, diagnostics: withoutConsequences(found), skipped };
}

/** The diagnostics of an analysis that are about the checkout, which may differ from what the bot sees. */
export function checkoutNotes({ answer, diagnostics }: Analysis): Diagnostic[] {
  return [...diagnostics.filter(isAboutCheckout), ...otherBranches(answer)];
}

/** Findings are of the files that are checked out, and a plan is of all base branches. */
function otherBranches({ baseBranches, standsFor }: RenovateResult): Diagnostic[] {
  const others = baseBranches.flatMap(({ name }) => (name === standsFor ? [] : (name ?? [])));
  if (others.length === 0 || standsFor === null) return [];
  const message = `the files of ${standsFor} are checked, and those of ${others.join(', ')} are not`;
  const fix = `check ${others.length === 1 ? 'that branch' : 'those branches'} out as well`;
  return [diagnostic({ id: 'base-branch', severity: 'warning', message, fix })];
}

/** The version of the package that the presets are of. */
async function releaseOf(presetRoot: string): Promise<string | null> {
  try {
    const { version } = JSON.parse(await readFile(path.join(presetRoot, 'package.json'), 'utf8'));
    return typeof version === 'string' ? version : null;
  } catch {
    // Presets may be copied without the package.
    return null;
  }
}

function refuseToFetch(presets: readonly { name: string; error: string | null }[]): void {
  const missing = presets.find(({ name, error }) => error?.includes(PRESET_NOT_IN_SNAPSHOT) && !isOurs(name));
  if (missing === undefined) return;
  throw new Error(
    `${missing.name} has to be fetched, which --offline forbids: record one with "snapshot" and pass it with --snapshot`,
  );
}

/** Why a lint is not run, or not in full. @param failure of a registry. */
function whySkipped(
  { asksRegistry }: Lint,
  snapshot: Snapshot | undefined,
  failure: string | undefined,
): string | undefined {
  if (asksRegistry === undefined) return undefined;
  if (snapshot === NOTHING) return 'offline';
  if (asksRegistry === 'as a plan') return undefined;
  return snapshot === undefined ? failure : 'a snapshot of tags has no artifacts and no pages';
}

interface Unplaced extends Omit<Diagnostic, 'line' | 'column' | 'path'> {
  readonly found: Found;
}

function findingsOf(lint: Lint, facts: Facts, rules: CheckOptions['rules']): Unplaced[] {
  const set = rules.get(lint.id);
  return mergeSlots(lint.find(facts)).map((found) => ({
    id: lint.id,
    severity: (set === 'off' ? undefined : set) ?? found.severity ?? lint.severity,
    file: found.place.file,
    package: found.package ?? null,
    message: found.message,
    impact: found.impact ?? lint.impact,
    fix: found.fix ?? lint.fix,
    found,
  }));
}

/** Finds the places in the files, and puts the findings into their order. */
async function locateAll(dir: string, findings: readonly Unplaced[]): Promise<Diagnostic[]> {
  const files = [...new Set(findings.flatMap(({ file }) => file ?? []))];
  const locators = new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, Locate]> => {
        // A sparse checkout leaves out files that git has.
        return [file, locator(await readFile(path.join(dir, file), 'utf8').catch(() => ''))];
      }),
    ),
  );
  const placed = findings.map(({ found, ...finding }): Diagnostic => {
    const { line = null, column = null, path = null } = locators.get(finding.file ?? '')?.(found.place) ?? {};
    const { id, severity, file, ...rest } = finding;
    return { id, severity, file, line, column, path: found.place.path ?? path, ...rest };
  });
  const unique = new Map(placed.map((one) => [JSON.stringify(one), one]));
  const key = ({ file, line, column }: Diagnostic) => [file ?? '', line ?? 0, column ?? 0] as const;
  return [...unique.values()].sort((a, b) => {
    const [[fileA, lineA, columnA], [fileB, lineB, columnB]] = [key(a), key(b)];
    return fileA === fileB ? lineA - lineB || columnA - columnB : fileA < fileB ? -1 : 1;
  });
}

/** That Renovate aborted is a finding only if no other one has the cause. */
function withoutConsequences(findings: readonly Diagnostic[]): Diagnostic[] {
  const isCause = ({ id, severity }: Diagnostic) => severity === 'error' && id !== 'renovate-failed';
  return findings.filter(({ id }) => id !== 'renovate-failed' || !findings.some(isCause));
}
