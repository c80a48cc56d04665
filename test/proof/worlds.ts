import fc from 'fast-check';
import { z } from 'zod';
import { isVersion, type Rule } from './oracle.ts';
import { VARIANTS, variantOf } from './variants.ts';

/** A slot, what its registry holds, and the presets that look after it. */
export const World = z.object({
  /** Of {@link VARIANTS}. */
  variant: z.string(),
  /** The slot's value. */
  from: z.string(),
  tags: z.array(z.string()),
});
export type World = z.infer<typeof World>;

const LINES = ['1.34', '1.3', '1.35', '1.340', '11.34', '0.0'];
const KNOWN = ['azlinux3', 'azlinux30', 'azlinux4', 'noble', 'ubuntu24.04', 'ubuntu24_04', 'bookworm'];
const ARCHES = ['x86-64', 'arm64', 'riscv64', 's390x', 'ppc64-le', 'amd64', 'x86_64', 'aarch64', 'X86-64'];

const small = fc.oneof(
  { weight: 5, arbitrary: fc.nat(3) },
  { weight: 2, arbitrary: fc.constantFrom(9, 10, 11, 99, 100, 101) },
);
const numbers = fc.oneof(
  { weight: 30, arbitrary: small.map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('01', '00', '999999999999999', '1000000000000000', '9007199254740993', '٣', ''),
  },
);
const stages = fc.oneof(
  { weight: 30, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.constantFrom('-alpha.1', '-beta.0', '-rc.0', '-rc.2', '-rc.10') },
  { weight: 1, arbitrary: fc.constantFrom('-dev.1', '-rc1', '-rc.01', '-alpha', '+build') },
);

/** Known distros, and any other word that can be one: nobody has a list of them. */
const distros = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...KNOWN) },
  {
    weight: 1,
    arbitrary: fc
      .stringMatching(/^[a-z][a-z0-9]{0,6}(?:[._][a-z0-9]{1,4}){0,2}$/)
      .filter((one) => !ARCHES.includes(one)),
  },
);

/** Distros that are nearly `distro`, and what is no distro at all. */
function near(distro: string): fc.Arbitrary<string> {
  return fc.constantFrom(
    `${distro}0`,
    distro.slice(0, -1) || 'a',
    distro.replace(/[._]/, 'x'),
    `${distro}.1`,
    `x${distro}`,
    `${distro}-x86-64`,
    `x86-64-${distro}`,
    `1-${distro}`,
    distro.toUpperCase(),
    `${distro}\u0301`,
  );
}

/** A version of `line` and `distro`. */
function versions(line: fc.Arbitrary<string>, distro: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(line, numbers, stages, numbers, distro)
    .map(([own, patch, stage, revision, built]) => `v${own}.${patch}${stage}-${revision}-${built}`);
}

/** A version of whatever line and distro, most often of those. */
function versionsAround(line: string, distro: string): fc.Arbitrary<string> {
  return versions(
    fc.oneof({ weight: 5, arbitrary: fc.constant(line) }, { weight: 1, arbitrary: fc.constantFrom(...LINES) }),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(distro) },
      { weight: 2, arbitrary: distros },
      { weight: 1, arbitrary: near(distro) },
    ),
  );
}

const garbage = fc.oneof(
  fc.constantFrom('latest', '', '__proto__', 'constructor', 'v1.34.9', 'v1.34.9-1-x86-64', '1.34.9-1-azlinux3-arm64'),
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.string({ maxLength: 140, minLength: 120 }),
);

/** One edit in a text. */
function edited(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const inserts = fc.constantFrom('', '-', '.', '0', 'v', '_', ' ', '\n', 'é', '１', '"', '-arm64', '$&', '\u0000');
  return fc
    .tuple(texts, fc.nat(40), fc.nat(1), inserts)
    .map(([text, at, remove, insert]) => text.slice(0, at) + insert + text.slice(at + remove));
}

function tagLists(version: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const whole = version.map((one) => [`${one}-x86-64`, `${one}-arm64`]);
  const partial = fc.tuple(version, fc.constantFrom(...ARCHES)).map(([one, arch]) => [`${one}-${arch}`]);
  const twice = whole.map((tags) => [...tags, ...tags]);
  return fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: whole },
        { weight: 5, arbitrary: partial },
        { weight: 1, arbitrary: twice },
        { weight: 1, arbitrary: version.map((one) => [one]) },
        { weight: 1, arbitrary: edited(partial.map(([one = '']) => one)).map((one) => [one]) },
        { weight: 2, arbitrary: garbage.map((one) => [one]) },
      ),
      { maxLength: 16 },
    )
    .map((lists) => lists.flat());
}

/** What is left of the slot's own version in the registry. */
const remains = fc.oneof(
  { weight: 4, arbitrary: fc.constant(['-x86-64', '-arm64']) },
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constantFrom(['-x86-64'], ['-arm64']) },
);

/** Now and then a list is as long as a page of the registry. */
const pages = fc.oneof(
  { weight: 60, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(50, 100, 150, 200, 1000) },
);

function suffixes(form: Rule['form']): fc.Arbitrary<string> {
  return form === 'reference' ? fc.constantFrom('', '-x86-64', '-arm64', '-riscv64') : fc.constant('');
}

/** What stands in the slot; sometimes what is no version. */
function slotValues(form: Rule['form'], versionsOnly: boolean, line: string, distro: string): fc.Arbitrary<string> {
  const value = versions(fc.constant(line), fc.constant(distro));
  if (versionsOnly) return value.filter(isVersion);
  if (form === 'revisionless') return value.map((one) => one.split('-')[0] ?? '');
  return fc.oneof(
    { weight: 30, arbitrary: value },
    { weight: 2, arbitrary: versionsAround(line, distro) },
    { weight: 1, arbitrary: edited(value) },
  );
}

/** Worlds of one variant. */
function worldsOf(name: string): fc.Arbitrary<World> {
  const { rule, versionsOnly = false } = variantOf(name);
  const own = rule.distro === undefined ? distros : fc.constant(rule.distro);
  return fc.tuple(fc.constantFrom(...LINES), own).chain(([line, distro]) => {
    const tags = tagLists(versionsAround(line, distro));
    const value = slotValues(rule.form, versionsOnly, line, distro);
    return fc
      .record({ value, suffix: suffixes(rule.form), tags, left: remains, page: pages })
      .map(({ value, suffix, tags, left, page }) => {
        const others = tags.filter((tag) => !tag.startsWith(`${value}-`));
        const all = [...others, ...left.map((arch) => value + arch)];
        const padding = Array.from({ length: Math.max(0, page - all.length) }, (_, index) => `t${index}`);
        return { variant: name, from: value + suffix, tags: [...all, ...padding] };
      });
  });
}

/** Worlds of all variants, each as often as its share says. */
export const worlds: fc.Arbitrary<World> = fc.oneof(
  ...Object.entries(VARIANTS).map(([name, { share }]) => ({ weight: share, arbitrary: worldsOf(name) })),
);
