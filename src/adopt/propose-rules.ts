import type { Inspection } from '../renovate/protocol.ts';
import { componentName } from '../sysext/component.ts';
import type { JsonEdit } from './edit-json.ts';
import { type Dependency, isSysext, type Part, type Proposal, step, toProposal, type Written } from './proposal.ts';

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

type Rule = Inspection['rules'][number];

/**
 * What becomes of the rules of a configuration that has the presets, so that every sysext is bumped by the presets'
 * rules, and every other dependency as before.
 */
export function proposeRules(inspection: Inspection, written: Written): Proposal {
  return toProposal(inspection.rules.flatMap((rule) => ruleSteps(rule, inspection, written) ?? []));
}

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
