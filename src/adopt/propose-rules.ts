import { preset as rulesPreset } from '../presets/published/rules.ts';
import type { Inspection } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import type { JsonEdit } from './edit-json.ts';
import { type Dependency, isSysext, type Part, step, type Written } from './proposal.ts';
import { namesNow, type Renamed, renamed, renameEdits } from './propose-names.ts';

/** Settings of the presets for a sysext, which a rule of the repository does not need, and must not replace. */
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

/** The options that the presets set. */
const PRESET_SETS = new Set((rulesPreset.packageRules ?? []).flatMap((rule) => Object.keys(rule)));

/** Matchers of a package rule that the presets' manager gives another value. */
const OTHER_BY_PRESETS = [
  'matchCategories',
  'matchDatasources',
  'matchDepNames',
  'matchDepTypes',
  'matchJsonata',
  'matchManagers',
  'matchPackageNames',
  'matchRegistryUrls',
  'matchSourceUrls',
];

type Rule = Inspection['rules'][number];
type WrittenRule = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** A rule, and what it matches now. */
interface Facts {
  readonly where: string;
  readonly path: Path;
  readonly text: WrittenRule;
  readonly sysexts: readonly Dependency[];
  readonly others: readonly Dependency[];
  /** The options that it sets and the presets replace, and the others: `automerge`, or `patch.automerge`. */
  readonly replaced: readonly string[];
  readonly left: readonly string[];
}

/**
 * Proposes a change for each rule of a configuration that has the presets, so that every sysext is bumped by the presets'
 * rules, and every other dependency as before.
 *
 * @param before the configuration without the presets, whose rules may match by what the presets' manager calls otherwise.
 */
export function ruleParts(before: Inspection, now: Inspection, { packageRules = [] }: Written): Part[] {
  return now.rules.flatMap((rule) => {
    const facts = factsOf(rule, now, packageRules[rule.index] ?? {});
    const lost = lostBy(rule, before, now);
    if (lost.length > 0) return facts.left.length > 0 ? keep(facts, lost, now) : drop(facts);
    return (facts.sysexts.length > 0 ? release(facts) : idle(facts)) ?? [];
  });
}

function factsOf({ index, fields, matches }: Rule, { dependencies }: Inspection, text: WrittenRule): Facts {
  const matched = matches.flatMap((at) => dependencies[at] ?? []);
  const isReplaced = (field: string) => REPLACED.includes(field.split('.').at(-1) ?? '');
  return {
    where: `packageRules[${index}]`,
    path: ['packageRules', index],
    text,
    sysexts: matched.filter(isSysext),
    others: matched.filter((one) => !isSysext(one)),
    replaced: fields.filter(isReplaced),
    left: fields.filter((field) => !isReplaced(field)),
  };
}

/** The sysexts that a rule no longer matches. */
function lostBy({ index, matches }: Rule, before: Inspection, now: Inspection): Renamed[] {
  const earlier = before.rules.find((rule) => rule.index === index)?.matches ?? [];
  const current = new Set(matches.flatMap((at) => now.dependencies[at] ?? []));
  return renamed(
    earlier.flatMap((at) => before.dependencies[at] ?? []),
    now,
  ).filter((one) => !current.has(one.now));
}

/** A rule that sets for sysexts only what the presets set: where it no longer matches them, it can go. */
function drop({ where, path, others, replaced }: Facts): Part[] {
  if (others.length > 0) return [];
  return [
    {
      step: step('removed', where, `${replaced.join(', ')} of sysexts: ${why(replaced)}`),
      edits: [{ kind: 'remove', path }],
    },
  ];
}

/** A rule that no longer matches sysexts gets their new names; or they get a rule of their own behind it. */
function keep(facts: Facts, lost: readonly Renamed[], now: Inspection): Part[] {
  const { where, path, text, others, sysexts, replaced, left } = facts;
  const packages = [...new Set([...sysexts, ...lost.map((one) => one.now)].map(({ packageName }) => packageName))];
  const settings = `${left.join(', ')} for ${packages.join(', ')}`;
  // What it depends on is not known, so that it cannot be written in another way.
  if (text['matchJsonata'] !== undefined) {
    const reason = `${settings}: its matchJsonata no longer matches them`;
    return [{ step: step('by-hand', where, reason), edits: [], lost: `${where}: ${reason}` }];
  }
  const drops = others.length === 0 ? replaced : [];
  const dropped = drops.length === 0 ? '' : `, without ${drops.join(', ')}: ${why(drops)}`;
  if (isByName(facts, lost)) {
    const names = [text['matchDepNames'] ?? []].flat().map(String);
    const edits = names.flatMap((name, index) => {
      const next = namesNow(name, lost);
      return next.length === 0 ? [] : renameEdits([...path, 'matchDepNames', index], name, next, now);
    });
    const reason = `${settings}: the presets' manager gives them another depName${dropped}`;
    return [{ step: step('renamed', where, reason), edits: [...edits, ...removals(path, text, drops)] }];
  }
  const kept = Object.entries(text).filter(([key]) => !OTHER_BY_PRESETS.includes(key));
  const own = { matchPackageNames: packages, ...without(Object.fromEntries(kept), replaced) };
  const reason = `${settings}: the presets' manager gives them another datasource or depName${dropped}`;
  if (others.length === 0) {
    return [{ step: step('renamed', where, reason), edits: [{ kind: 'replace', path, value: own }] }];
  }
  const names = [...new Set(sysexts.map(({ packageName }) => packageName))];
  const edits = names.length > 0 && replaced.length > 0 ? excluding(path, text, names, others) : [];
  return [{ step: step('added', `behind ${where}`, reason), edits: [...edits, insertBehind(path, own)] }];
}

/** Whether a rule has lost sysexts by their depNames alone, which it lists. */
function isByName({ text, others, replaced }: Facts, lost: readonly Renamed[]): boolean {
  const names = text['matchDepNames'];
  return (
    Array.isArray(names) &&
    lost.every(({ before }) => names.includes(before.depName)) &&
    !OTHER_BY_PRESETS.some((matcher) => matcher !== 'matchDepNames' && text[matcher] !== undefined) &&
    (others.length === 0 || replaced.length === 0)
  );
}

/** A new rule right behind another one, so that later rules still have the last word. */
function insertBehind(path: Path, value: object): JsonEdit {
  return { kind: 'insert', path: ['packageRules'], index: Number(path.at(-1)) + 1, value };
}

/** Removes the settings of the presets from a rule that matches sysexts. */
function release(facts: Facts): Part | undefined {
  const { where, path, text, others, replaced, left } = facts;
  if (replaced.length === 0) {
    return { step: step('kept', where, `${left.join(', ')}: the presets do not set it`), edits: [] };
  }
  if (others.length > 0) return narrow(facts);
  if (left.length === 0) {
    return {
      step: step('removed', where, `${replaced.join(', ')} of sysexts: ${why(replaced)}`),
      edits: [{ kind: 'remove', path }],
    };
  }
  return {
    step: step('narrowed', where, `without ${replaced.join(', ')}: ${why(replaced)}; ${left.join(', ')} stay`),
    edits: removals(path, text, replaced),
  };
}

/**
 * A rule that matches nothing. One that can match nothing but sysexts, and sets what the presets set, can go; one that
 * sets something else is shown. A rule that only excludes sysexts is for others, which may come.
 */
function idle({ where, path, text, others, replaced, left }: Facts): Part | undefined {
  const named = [text['matchPackageNames'] ?? [], text['matchDepNames'] ?? []].flat(2).map(String);
  const meant = named.filter((name) => !name.startsWith('!'));
  const ofSysexts = meant.filter((name) => /-sysext\b/.test(name));
  if (others.length > 0 || ofSysexts.length === 0) return undefined;
  if (left.length > 0 || ofSysexts.length < meant.length) {
    const what = left.length > 0 ? left : replaced;
    return {
      step: step('by-hand', where, `it names a sysext and matches nothing; ${what.join(', ')} has no effect`),
      edits: [],
    };
  }
  return {
    step: step('removed', where, `it names a sysext and matches nothing; ${replaced.join(', ')}: ${why(replaced)}`),
    edits: [{ kind: 'remove', path }],
  };
}

/** A rule for sysexts and others alike is kept from the sysexts; what it alone sets for them gets a rule of its own. */
function narrow({ where, path, text, sysexts, others, replaced, left }: Facts): Part {
  const names = [...new Set(sysexts.map(({ packageName }) => packageName))];
  const edits = excluding(path, text, names, others);
  const reason = `not for sysexts, of which ${replaced.join(', ')}: ${why(replaced)}`;
  if (left.length === 0) return { step: step('narrowed', where, reason), edits };
  const { description: _, ...rest } = without(text, replaced);
  const own = { ...rest, matchPackageNames: names };
  return {
    step: step('narrowed', where, `${reason}; a rule of their own sets ${left.join(', ')}`),
    edits: [...edits, insertBehind(path, own)],
  };
}

/** Why fields go: what the presets set, and what would get in the way of it. */
function why(fields: readonly string[]): string {
  const isSet = (field: string) => PRESET_SETS.has(field.split('.').at(-1) ?? '');
  const other = fields.filter((field) => !isSet(field));
  if (other.length === 0) return 'the presets set it';
  const others = `${other.join(', ')} would get in the way of the presets`;
  return other.length === fields.length ? others : `the presets set it, and ${others}`;
}

/** Removes fields of a rule, and a part for one type of update that has nothing left. */
function removals(path: Path, text: WrittenRule, fields: readonly string[]): JsonEdit[] {
  const whole = new Set<string>();
  for (const [part = '', ...rest] of fields.map((field) => field.split('.'))) {
    const inside = Object.keys((text[part] ?? {}) as object);
    const isWhole = rest.length > 0 && inside.every((key) => fields.includes(`${part}.${key}`));
    whole.add(isWhole ? part : [part, ...rest].join('.'));
  }
  return [...whole].map((field) => ({ kind: 'remove', path: [...path, ...field.split('.')] }));
}

/** A rule without some of its fields. */
function without(text: WrittenRule, fields: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(text).flatMap(([key, value]): [string, unknown][] => {
    if (fields.includes(key)) return [];
    const inside = fields.filter((field) => field.startsWith(`${key}.`)).map((field) => field.slice(key.length + 1));
    if (inside.length === 0) return [[key, value]];
    const rest = without(value as WrittenRule, inside);
    return Object.keys(rest).length === 0 ? [] : [[key, rest]];
  });
  return Object.fromEntries(entries);
}

/** Keeps a rule from packages: by taking their names out of it where they are its only way to them, else by excluding them. */
function excluding(
  path: Path,
  { matchPackageNames }: WrittenRule,
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
