import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type MakePlanOptions, makePlan } from '../analysis/analyze.ts';
import { requiredArches } from '../analysis/arches.ts';
import { CHECKOUT_CODES } from '../analysis/checkout-problems.ts';
import type { Problem } from '../analysis/schema.ts';
import { isOurs } from '../presets/names.ts';
import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import { PACKAGE_ROOT } from '../renovate/host/locate.ts';
import { PRESET_NOT_IN_SNAPSHOT, type RenovateResult, type Snapshot } from '../renovate/messages.ts';
import { listFiles } from '../system/files.ts';
import { askRegistries } from './ask-registries.ts';
import { LINTS } from './catalogue.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Found, Lint } from './lint.ts';
import { mergeSlots } from './merge-slots.ts';
import { type Locate, locator } from './position.ts';
import type { Finding, Findings, Severity } from './schema.ts';
import { findUnseenManifests } from './unseen-manifests.ts';

/** Settings of a check. */
export interface CheckOptions extends MakePlanOptions {
  /** Whether no registry is asked; lints that need one are then skipped. */
  readonly offline: boolean;
  /** What is made of a lint, in place of its own severity. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Takes what is to be said of the checkout, where it may not be what the bot sees. */
  readonly onNotes?: (notes: readonly Problem[]) => void;
}

/** Answers nothing: every lookup then fails, and lints that look at lookups are skipped. */
const NOTHING: Snapshot = { lists: [], releases: [], presets: [] };

/**
 * Checks the configuration and the manifests of the repository in `dir`. Nothing in it is written.
 *
 * @throws {Error} one line, when Renovate could not be run at all, or a preset is needed that `offline` forbids to fetch.
 */
export async function check(dir: string, options: CheckOptions): Promise<Findings> {
  const { offline, rules } = options;
  const snapshot = options.snapshot ?? (offline ? NOTHING : undefined);
  const planned = await makePlan(dir, { ...options, inspect: true, ...(snapshot === undefined ? {} : { snapshot }) });
  const notes = planned.plan.problems.filter(({ code }) => CHECKOUT_CODES.includes(code));
  options.onNotes?.([...notes, ...otherBranches(planned.answer)]);
  const { inspection, failure } = planned.answer;
  if (inspection === undefined) throw new Error(failure?.message ?? 'Renovate ended before it read the configuration');
  if (snapshot === NOTHING) refuseToFetch(inspection.presets);
  const known = factsOf(planned, inspection, {
    arches: requiredArches(planned.answer) ?? ARCHES_BY_DEFAULT,
    untracked: await untrackedFiles(dir),
    release: await releaseOf(options.presetRoot ?? PACKAGE_ROOT),
  });
  const asked = snapshot === undefined ? await askRegistries(known, options.onProgress) : undefined;
  const facts = { ...known, ...asked?.facts, unseen: await findUnseenManifests(planned) };
  const wanted = LINTS.filter(({ id }) => rules.get(id) !== 'off');
  const skipped = wanted.flatMap((lint) => {
    const why = whySkipped(lint, snapshot, asked?.failure);
    return why === undefined ? [] : [{ id: lint.id, why, failed: snapshot === undefined }];
  });
  const run = wanted.filter(({ id }) => !skipped.some((one) => one.id === id && !one.failed));
  // It finds what JavaScript's RegExp refuses, which is less than what RE2 refuses.
  const engine = planned.plan.problems.find(({ code }) => code === 'no-re2');
  if (engine !== undefined) skipped.push({ id: 'pattern-refused', why: engine.message, failed: false });
  const findings = await locateAll(
    planned.root,
    run.flatMap((lint) => findingsOf(lint, facts, rules)),
  );
  return { schemaVersion: 2, findings: withoutConsequences(findings), skipped };
}

/** Findings are of the files that are checked out; a plan is of all base branches. */
function otherBranches({ baseBranches, standsFor }: RenovateResult): Problem[] {
  const others = baseBranches.flatMap(({ name }) => (name === standsFor ? [] : (name ?? [])));
  if (others.length === 0 || standsFor === null) return [];
  const message = `the files of ${standsFor} are checked, and those of ${others.join(', ')} are not: check ${others.length === 1 ? 'that branch' : 'those branches'} out as well`;
  return [{ severity: 'warning', code: 'base-branch', message, file: null, package: null }];
}

async function untrackedFiles(dir: string): Promise<string[]> {
  const [addable, tracked] = [await listFiles(dir, 'addable'), new Set(await listFiles(dir, 'tracked'))];
  return addable.filter((file) => !tracked.has(file));
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

interface Unplaced extends Omit<Finding, 'line' | 'column'> {
  readonly found: Found;
}

function findingsOf(lint: Lint, facts: Facts, rules: CheckOptions['rules']): Unplaced[] {
  const set = rules.get(lint.id);
  return mergeSlots(lint.find(facts)).map((found) => ({
    id: lint.id,
    severity: (set === 'off' ? undefined : set) ?? found.severity ?? lint.severity,
    file: found.place.file,
    message: found.message,
    impact: found.impact ?? lint.impact,
    fix: found.fix ?? lint.fix,
    found,
  }));
}

/** Finds the places in the files, and puts the findings into their order. */
async function locateAll(dir: string, findings: readonly Unplaced[]): Promise<Finding[]> {
  const files = [...new Set(findings.flatMap(({ file }) => file ?? []))];
  const locators = new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, Locate]> => {
        // Git has more than the working tree has: a sparse checkout leaves files out.
        return [file, locator(await readFile(path.join(dir, file), 'utf8').catch(() => ''))];
      }),
    ),
  );
  const placed = findings.map(({ found, ...finding }): Finding => {
    const { line = null, column = null } = locators.get(finding.file ?? '')?.(found.place) ?? {};
    const { id, severity, file, ...rest } = finding;
    return { id, severity, file, line, column, ...rest };
  });
  const unique = new Map(placed.map((one) => [JSON.stringify(one), one]));
  const key = ({ file, line, column }: Finding) => [file ?? '', line ?? 0, column ?? 0] as const;
  return [...unique.values()].sort((a, b) => {
    const [[fileA, lineA, columnA], [fileB, lineB, columnB]] = [key(a), key(b)];
    return fileA === fileB ? lineA - lineB || columnA - columnB : fileA < fileB ? -1 : 1;
  });
}

/** That Renovate gives up is a finding of its own only where no other says why. */
function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const isCause = ({ id, severity }: Finding) => severity === 'error' && id !== 'renovate-failed';
  return findings.filter(({ id }) => id !== 'renovate-failed' || !findings.some(isCause));
}
