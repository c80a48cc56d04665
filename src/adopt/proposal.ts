import type { Inspection } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import type { JsonEdit } from './edit-json.ts';
import type { Step } from './schema.ts';

/** A change of a configuration that adopts the presets. */
export interface Proposal {
  /** In the order in which they have to be made. */
  readonly edits: readonly JsonEdit[];
  readonly steps: readonly Step[];
  /** Settings that sysexts would lose. */
  readonly lost: readonly string[];
}

/** The parts of a configuration that are read. */
export interface Written {
  readonly extends?: unknown;
  readonly enabledManagers?: readonly string[];
  readonly ignoreDeps?: readonly string[];
  readonly packageRules?: readonly Readonly<Record<string, unknown>>[];
  readonly customManagers?: readonly unknown[];
}

/** The proposal that parts of it come to. */
export function toProposal(parts: readonly Part[]): Proposal {
  // From the end, so that places stay what they were.
  return {
    edits: parts.flatMap(({ edits }) => edits).sort(fromTheEnd),
    steps: parts.map(({ step }) => step),
    lost: parts.flatMap(({ lost }) => lost ?? []),
  };
}

/** A step of a proposal, with the edits that make it. */
export interface Part {
  readonly step: Step;
  readonly edits: readonly JsonEdit[];
  /** A setting that sysexts would lose, and that cannot be kept for them. */
  readonly lost?: string;
}

/** A step. */
export function step(what: Step['what'], where: string, why: string): Step {
  return { what, where, why };
}

/** The place of `a` is behind that of `b`: it is changed first, as it moves what is behind it. */
function fromTheEnd(a: JsonEdit, b: JsonEdit): number {
  const [placeA = '', placeB = ''] = [a, b].map(placeOf);
  return placeA === placeB ? 0 : placeA < placeB ? 1 : -1;
}

/** The place of a change, as text in the order of the file; what is added at an end comes last of all. */
function placeOf(edit: JsonEdit): string {
  const at = edit.kind === 'insert' ? [edit.index ?? 999_999] : [];
  return [...edit.path, ...at].map((part) => String(part).padStart(6, '0')).join('/');
}

export type Dependency = Inspection['dependencies'][number];

/** Whether a dependency is a sysext of the presets' grammar, or one whose value is meant to be. */
export function isSysext({ packageName, currentValue }: Dependency): boolean {
  return componentName(packageName) !== undefined && readVersion(currentValue).kind !== 'foreign';
}

/** The slot of a sysext, under any name that managers use. */
export function slotOf({
  file,
  packageName,
  currentValue,
}: Omit<Dependency, 'depName' | 'manager' | 'digest'>): string {
  return JSON.stringify([file, componentName(packageName), currentValue]);
}
