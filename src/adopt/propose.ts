import { isOurs } from '../check/ours.ts';
import { formatPath } from '../manifest/path.ts';
import { isManifest } from '../plan/manifests.ts';
import type { Inspection } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import type { JsonEdit } from './edit-json.ts';
import type { Step } from './schema.ts';

/** A change of a configuration that takes the presets up. */
export interface Proposal {
  /** In the order in which they have to be made. */
  readonly edits: readonly JsonEdit[];
  readonly steps: readonly Step[];
}

/** The parts of a configuration that are looked at. */
export interface Written {
  readonly extends?: unknown;
  readonly packageRules?: readonly Readonly<Record<string, unknown>>[];
  readonly customManagers?: readonly unknown[];
}

/** What the preset says of a sysext, so that a rule of somebody's own need not, and must not. */
const REPLACED = [
  'allowedVersions',
  'commitMessageTopic',
  'extractVersion',
  'followTag',
  'groupName',
  'groupSlug',
  'ignoreUnstable',
  'minimumReleaseAge',
  'minimumReleaseAgeBehaviour',
  'overrideDatasource',
  'pinDigests',
  'respectLatest',
  'rollbackPrs',
  'separateMajorMinor',
  'separateMinorPatch',
  'separateMultipleMajor',
  'separateMultipleMinor',
  'versionCompatibility',
  'versioning',
];

type Dependency = Inspection['dependencies'][number];
type Rule = Inspection['rules'][number];

/**
 * How a configuration comes by the presets: what it extends, and what becomes of its own managers.
 *
 * @param reference the default preset with its tag: `github>org/aks-sysext-renovate#1.0.0`.
 * @param distro that of values without revision and distro; none, if there are no such values.
 */
export function proposePresets(inspection: Inspection, written: Written, reference: string, distro?: string): Proposal {
  const managers = managerSteps(inspection, written);
  const ownManagers = managers.some(({ step }) => step.what === 'kept');
  return toProposal([...presetSteps(inspection, written, reference, ownManagers, distro), ...managers]);
}

/**
 * What becomes of the rules of a configuration that has the presets, so that every sysext is bumped by the presets'
 * rules, and every other dependency as before.
 */
export function proposeRules(inspection: Inspection, written: Written): Proposal {
  return toProposal(inspection.rules.flatMap((rule) => ruleSteps(rule, inspection, written) ?? []));
}

function toProposal(parts: readonly Part[]): Proposal {
  // From the end, so that places stay what they were.
  return { edits: parts.flatMap(({ edits }) => edits).sort(fromTheEnd), steps: parts.map(({ step }) => step) };
}

interface Part {
  readonly step: Step;
  readonly edits: readonly JsonEdit[];
}

const step = (what: Step['what'], where: string, why: string): Step => ({ what, where, why });

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

/*
 * Kinds of dependencies.
 */

function isSysext({ packageName, currentValue }: Dependency): boolean {
  const { kind } = readVersion(currentValue);
  return (
    componentName(packageName) !== undefined && (kind === 'version' || kind === 'revisionless' || kind === 'malformed')
  );
}

/** A sysext's slot: other files are none of the default preset's. */
function isSlot(dependency: Dependency): boolean {
  return isSysext(dependency) && isManifest(dependency.file);
}

/*
 * Presets.
 */

function presetSteps(
  { presets }: Inspection,
  written: Written,
  reference: string,
  ownManagers: boolean,
  distro: string | undefined,
): Part[] {
  const sub = (name: string) => reference.replace(/(?=#|$)/, `//presets/${name}`);
  const wanted = ownManagers ? sub('rules') : reference;
  const current = presets.find(
    ({ name, nested }) => !nested && isOurs(name) && (isDefault(name) || /\/\/presets\/rules\b/.test(name)),
  );
  const why = ownManagers
    ? 'the rules alone: a manager of yours takes the slots, and other things as well'
    : 'the slots of components.json manifests, and the rules for them';
  const list = [written.extends ?? []].flat();
  const more =
    distro === undefined || presets.some(({ name }) => name.includes('/revisionless('))
      ? []
      : [`${sub('revisionless')}(${distro})`];
  const added = [...(current === undefined ? [wanted] : []), ...more];
  const parts: Part[] = [];
  if (current !== undefined && isDefault(current.name) === ownManagers) {
    parts.push({
      step: step('narrowed', formatPath(current.via), why),
      edits: [{ kind: 'replace', path: current.via, value: wanted }],
    });
  }
  if (added.length > 0) {
    const edits: JsonEdit[] =
      written.extends === undefined
        ? [{ kind: 'add', path: [], key: 'extends', value: added }]
        : Array.isArray(written.extends)
          ? added.map((value) => ({ kind: 'insert', path: ['extends'], value }))
          : [{ kind: 'replace', path: ['extends'], value: [...list, ...added] }];
    parts.push({ step: step('added', 'extends', `${added.join(', ')}: ${why}`), edits });
  }
  return parts;
}

function isDefault(preset: string): boolean {
  return !preset.includes('//');
}

/*
 * Managers.
 */

/** Own managers that take slots: one that takes nothing else can go. */
function managerSteps({ dependencies, managers }: Inspection, { customManagers = [] }: Written): Part[] {
  return Array.from({ length: managers }, (_, index) => index).flatMap((index): Part[] => {
    const taken = dependencies.filter(({ manager }) => manager === index);
    const slots = taken.filter(isSlot);
    if (slots.length === 0) return [];
    const where = `customManagers[${index}]`;
    if (slots.length < taken.length) {
      const why = `it takes ${slots.length} sysext slots, and ${taken.length - slots.length} other dependencies as well`;
      return [{ step: step('kept', where, why), edits: [] }];
    }
    const path = customManagers.length === 1 ? ['customManagers'] : ['customManagers', index];
    return [
      {
        step: step('removed', where, 'it takes sysext slots alone, as the default preset does'),
        edits: [{ kind: 'remove', path }],
      },
    ];
  });
}

/*
 * Rules.
 */

function ruleSteps(rule: Rule, inspection: Inspection, { packageRules = [] }: Written): Part | undefined {
  const { index, fields, matches } = rule;
  const where = `packageRules[${index}]`;
  const path = ['packageRules', index];
  const text = packageRules[index] ?? {};
  const matched = matches.flatMap((at) => inspection.dependencies[at] ?? []);
  const sysexts = matched.filter(isSysext);
  const others = matched.filter((one) => !isSysext(one));
  const replaced = fields.filter((field) => REPLACED.includes(field));
  const left = fields.filter((field) => !REPLACED.includes(field));
  if (matched.length === 0) return idle(where, path, text, left);
  if (sysexts.length === 0) return undefined;
  if (replaced.length === 0) {
    return { step: step('kept', where, `${left.join(', ')}: no business of the preset`), edits: [] };
  }
  if (others.length === 0 && left.length === 0) {
    return {
      step: step('removed', where, `${replaced.join(', ')} of sysexts: the preset says it`),
      edits: [{ kind: 'remove', path }],
    };
  }
  if (others.length === 0) {
    const edits = replaced.map((field): JsonEdit => ({ kind: 'remove', path: [...path, field] }));
    return {
      step: step('narrowed', where, `without ${replaced.join(', ')}, which the preset says; ${left.join(', ')} stay`),
      edits,
    };
  }
  return narrow(where, path, text, { sysexts, others, replaced, left });
}

/** A rule that matches nothing: meant for sysexts, it has either nothing left to say, or somebody has to look at it. */
function idle(where: string, path: (string | number)[], text: object, left: readonly string[]): Part | undefined {
  if (!/-sysext/.test(JSON.stringify(text))) return undefined;
  if (left.length > 0)
    return {
      step: step('by-hand', where, `it names a sysext and matches nothing; ${left.join(', ')} has no effect`),
      edits: [],
    };
  return {
    step: step('removed', where, 'it names a sysext and matches nothing; the preset says what it is meant for'),
    edits: [{ kind: 'remove', path }],
  };
}

/** A rule for sysexts and others alike is kept from the sysexts; what it alone says of them gets a rule of its own. */
function narrow(
  where: string,
  path: (string | number)[],
  text: Readonly<Record<string, unknown>>,
  {
    sysexts,
    others,
    replaced,
    left,
  }: {
    sysexts: readonly Dependency[];
    others: readonly Dependency[];
    replaced: readonly string[];
    left: readonly string[];
  },
): Part {
  const names = [...new Set(sysexts.map(({ packageName }) => packageName))];
  const edits = excluding(path, text, names, others);
  const why = `not for sysexts, of which the preset says ${replaced.join(', ')}`;
  if (left.length === 0) return { step: step('narrowed', where, why), edits };
  const rest = Object.entries(text).filter(([key]) => !replaced.includes(key) && key !== 'description');
  const own = { ...Object.fromEntries(rest), matchPackageNames: names };
  return {
    step: step('narrowed', where, `${why}; a rule of its own has ${left.join(', ')} for them`),
    // Right behind, so that later rules still have the last word.
    edits: [...edits, { kind: 'insert', path: ['packageRules'], index: Number(path.at(-1)) + 1, value: own }],
  };
}

/** Keeps a rule from packages: by taking their names out of it where they are its only way to them, else by excluding them. */
function excluding(
  path: (string | number)[],
  { matchPackageNames }: Readonly<Record<string, unknown>>,
  names: readonly string[],
  others: readonly Dependency[],
): JsonEdit[] {
  const listed = [matchPackageNames ?? []].flat();
  const literal = listed.flatMap((one, index) => (names.includes(String(one)) ? [index] : []));
  const isPattern = (one: unknown) => /[*?{}[\]!/]/.test(String(one).replace(/\//g, '')) || /^!?\//.test(String(one));
  if (
    Array.isArray(matchPackageNames) &&
    literal.length > 0 &&
    literal.length < listed.length &&
    !listed.some(isPattern)
  ) {
    return literal.map((index) => ({ kind: 'remove', path: [...path, 'matchPackageNames', index] }));
  }
  // A sysext of another grammar stays where it is.
  const isAll = !others.some(({ packageName }) => componentName(packageName) !== undefined);
  const value = [...listed, ...(isAll ? ['!/-sysext$/'] : names.map((name) => `!${name}`))];
  return matchPackageNames === undefined
    ? [{ kind: 'add', path, key: 'matchPackageNames', value }]
    : [{ kind: 'replace', path: [...path, 'matchPackageNames'], value }];
}
