import { cp, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { evaluate, parse } from '@humanwhocodes/momoa';
import { z } from 'zod';
import { unifiedDiff } from '../plan/diff.ts';
import { type MakePlanOptions, makePlan, type Planned } from '../plan/make-plan.ts';
import { withScratch } from '../process/scratch.ts';
import { listFiles } from '../renovate/files.ts';
import type { Inspection } from '../renovate/protocol.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { comparePlans } from './compare.ts';
import { editJson, type JsonEdit } from './edit-json.ts';
import type { Proposal, Written } from './proposal.ts';
import { proposePresets } from './propose-presets.ts';
import { proposeRules } from './propose-rules.ts';
import type { Adoption } from './schema.ts';

/** Settings of an adoption. */
export interface AdoptOptions extends MakePlanOptions {
  /** The default preset with its tag: `github>org/aks-sysext-renovate#1.0.0`. */
  readonly reference: string;
  /** The distro of values without revision and distro. */
  readonly distro?: string;
}

/** A configuration that is proposed. Nothing is written yet. */
export interface Adopted {
  readonly adoption: Adoption;
  /** The configuration's new text. */
  readonly text: string;
}

const WrittenSchema = z.object({
  extends: z.unknown().optional(),
  packageRules: z.array(z.record(z.string(), z.unknown())).optional(),
  customManagers: z.array(z.unknown()).optional(),
});

/** Where a repository without a configuration gets one. */
const NEW_FILE = 'renovate.json';
const NEW_TEXT = '{\n  "$schema": "https://docs.renovatebot.com/renovate-schema.json"\n}\n';

/**
 * Proposes how the repository in `dir` takes the presets up, and plans it before and after. Nothing in it is written.
 *
 * @throws {Error} one line, when Renovate could not be run, or gives the configuration up as it is.
 */
export async function adopt(dir: string, options: AdoptOptions): Promise<Adopted> {
  const before = await inspected(dir, options);
  const { file: found } = before.inspection;
  const file = found ?? NEW_FILE;
  const text = found === null ? NEW_TEXT : await readFile(path.join(dir, file), 'utf8');
  const inside = file === 'package.json' ? ['renovate'] : [];
  const edit = (now: string, { edits }: Proposal) => edits.reduce((was, one) => editJson(was, below(one, inside)), now);
  const tryOut = (now: string) => withConfiguration(dir, file, now, (copy) => inspected(copy, options));

  const distro = hasRevisionless(before) ? options.distro : undefined;
  const presets = proposePresets(before.inspection, readWritten(text, inside), options.reference, distro);
  const extended = edit(text, presets);
  // Only now does it show which rules get in the way: before, nothing may have taken the slots.
  const between = extended === text ? before : await tryOut(extended);
  const rules = proposeRules(between.inspection, readWritten(extended, inside));
  const edited = edit(extended, rules);
  const after = edited === extended ? between : await tryOut(edited);
  const steps = [...presets.steps, ...rules.steps];
  return { text: edited, adoption: describe({ file, text: found === null ? '' : text, edited, steps, before, after }) };
}

function hasRevisionless({ manifests }: Planned): boolean {
  return manifests.some(({ slots }) =>
    slots.some(({ latestVersion }) => readVersion(latestVersion).kind === 'revisionless'),
  );
}

interface Inspected extends Planned {
  readonly inspection: Inspection;
}

async function inspected(dir: string, options: MakePlanOptions): Promise<Inspected> {
  const planned = await makePlan(dir, { ...options, inspect: true });
  const { inspection, failure } = planned.answer;
  if (inspection === undefined || failure !== undefined) {
    const { message = 'Renovate ended before it read the configuration' } = failure ?? {};
    throw new Error(`the configuration is given up by Renovate: ${message}; "check" has more`);
  }
  return { ...planned, inspection };
}

function readWritten(text: string, inside: readonly string[]): Written {
  const whole = evaluate(parse(text, { mode: 'json5' })) as Record<string, unknown>;
  const config = inside.length === 0 ? whole : whole[inside[0] ?? ''];
  // "renovate": "config:recommended" is short for an extends of it.
  const parsed = WrittenSchema.safeParse(config);
  if (parsed.success) return parsed.data as Written;
  throw new Error('the configuration is no object with rules and managers in lists; write it so first');
}

function below(edit: JsonEdit, inside: readonly string[]): JsonEdit {
  return { ...edit, path: [...inside, ...edit.path] };
}

/** Does something with a copy of the repository that has another configuration; its git history is the original's. */
async function withConfiguration<T>(
  dir: string,
  file: string,
  text: string,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  return withScratch('adopt', async (copy) => {
    for (const one of await listFiles(dir, 'addable')) {
      await mkdir(path.dirname(path.join(copy, one)), { recursive: true });
      await cp(path.join(dir, one), path.join(copy, one));
    }
    if ((await lstat(path.join(dir, '.git')).catch(() => undefined))?.isDirectory()) {
      await writeFile(path.join(copy, '.git'), `gitdir: ${path.resolve(dir, '.git')}\n`);
    }
    await writeFile(path.join(copy, file), text);
    return work(copy);
  });
}

function describe(facts: {
  readonly file: string;
  readonly text: string;
  readonly edited: string;
  readonly steps: Adoption['steps'];
  readonly before: Inspected;
  readonly after: Inspected;
}): Adoption {
  const { file, text, edited, steps, before, after } = facts;
  return {
    schemaVersion: 1,
    file,
    diff: unifiedDiff(text === edited ? [] : [{ file, before: text, after: edited }]),
    steps,
    pullRequests: comparePlans(before.plan, after.plan),
    others: changedOthers(before.inspection, after.inspection),
    problems: after.plan.problems,
  };
}

/** Other dependencies of which the configuration says something else than before. */
function changedOthers(before: Inspection, after: Inspection): string[] {
  const sysexts = new Set(
    [...before.sysexts, ...after.sysexts].map(({ file, packageName }) => `${file} ${packageName}`),
  );
  const said = (inspection: Inspection) => {
    const others = inspection.dependencies.filter(({ file, packageName }) => !sysexts.has(`${file} ${packageName}`));
    return Map.groupBy(others, ({ file, packageName, currentValue }) =>
      `${file}: ${packageName} ${currentValue}`.trim(),
    );
  };
  const [old, now] = [said(before), said(after)];
  const digests = (all: ReturnType<typeof said>, key: string) =>
    JSON.stringify(all.get(key)?.map(({ digest }) => digest));
  // A new one is the preset itself, whose tag Renovate bumps.
  return [...old.keys()].filter((key) => digests(old, key) !== digests(now, key)).sort();
}
