import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { VERSIONING } from '../../src/presets/parts/patterns.ts';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { importInternal } from '../../src/renovate/internals.ts';
import { isArchName } from '../../src/sysext/arch.ts';
import { formatVersion, MAX_LENGTH } from '../../src/sysext/tag.ts';
import { api } from '../../src/versioning/index.ts';
import { nearMisses, versions } from '../sysext/arbitraries.ts';
import { MALFORMED, VALID } from '../sysext/tag.cases.ts';
import { DIFFERENCES } from './agreement.cases.ts';
import { renovateVersioning } from './renovate.ts';

/*
 * The module says what a version means; the presets can but say it as a pattern for Renovate's `regex` versioning.
 * Both have to mean the same, but for what the tables name.
 */

const pattern = renovateVersioning(VERSIONING);
const settings = { numRuns: 2000 };

/** Numbers that both take: 15 digits at the most. */
const max = 10 ** 15 - 1;
const tags = versions({ max }).map((version) => ({ ...version, v: true }));
const pairs = fc.tuple(tags, tags).map(([a, b]) => [a, { ...b, distro: a.distro, arch: a.arch }] as const);

/** Whether module and pattern are meant to differ on whether the text is a version. */
function isMeantToDiffer(text: string): boolean {
  const distro = /-\d+-(?<distro>[^-]+)(?:-[^-]+)*$/.exec(text)?.groups?.['distro'] ?? '';
  const isNoTag = !text.startsWith('v') || text.length > MAX_LENGTH || !text.isWellFormed();
  return isNoTag || /\d{16}/.test(text) || isArchName(distro);
}

beforeAll(async () => {
  // Without RE2, Renovate takes JavaScript's RegExp without a word, and nothing below would be about RE2.
  const { regexEngineStatus } = await importInternal(locateRenovate(PACKAGE_ROOT), 'util/regex.js');
  expect(regexEngineStatus.type).toBe('available');
});

describe('module and pattern agree', () => {
  const texts = [...VALID.map(({ text }) => text), ...Object.values(MALFORMED).flat()];

  test.each(texts.filter((text) => !isMeantToDiffer(text)))('on whether %j is a version', (text) => {
    expect(pattern.isVersion(text)).toBe(api.isVersion(text));
  });

  test('on whether any text is a version', () => {
    fc.assert(
      fc.property(fc.oneof(tags.map(formatVersion), nearMisses({ max }), fc.string({ unit: 'binary' })), (text) => {
        fc.pre(!isMeantToDiffer(text));
        expect(pattern.isVersion(text)).toBe(api.isVersion(text));
      }),
      settings,
    );
  });

  test('on the parts of any version', () => {
    fc.assert(
      fc.property(tags, (version) => {
        const text = formatVersion(version);
        for (const method of ['isStable', 'getMajor', 'getMinor', 'getPatch'] as const) {
          expect(pattern[method](text)).toBe(api[method](text));
        }
      }),
      settings,
    );
  });

  test('on what can take the place of any version', () => {
    fc.assert(
      fc.property(fc.oneof(pairs, fc.tuple(tags, tags)), ([one, other]) => {
        const [a, b] = [formatVersion(one), formatVersion(other)];
        expect(pattern.isCompatible(a, b)).toBe(api.isCompatible(a, b));
      }),
      settings,
    );
  });

  test('on the order of builds for the same distro and arch', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [a, b] = [formatVersion(one), formatVersion(other)];
        expect(Math.sign(pattern.sortVersions(a, b))).toBe(Math.sign(api.sortVersions(a, b)));
        for (const method of ['equals', 'matches', 'isGreaterThan', 'isLessThanRange'] as const) {
          expect(pattern[method]?.(a, b)).toBe(api[method](a, b));
        }
      }),
      settings,
    );
  });

  test('on the numbers that any two versions share', () => {
    fc.assert(
      fc.property(fc.constantFrom('major', 'minor', 'patch'), tags, tags, (type, one, other) => {
        const [a, b] = [formatVersion(one), formatVersion(other)];
        expect(pattern.isSame?.(type, a, b)).toBe(api.isSame(type, a, b));
      }),
      settings,
    );
  });

  test('on the new value, for builds of the same distro and arch', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const config = { currentValue: formatVersion(one), newVersion: formatVersion(other) };
        expect(pattern.getNewValue({ ...config, rangeStrategy: 'replace' })).toBe(api.getNewValue(config));
      }),
      settings,
    );
  });
});

describe('module and pattern differ by intent', () => {
  test.each(DIFFERENCES)('on $what: $module, $pattern', ({ method, args, module, pattern: expected }) => {
    expect(answer(api, method, args)).toEqual(module);
    expect(answer(pattern, method, args)).toEqual(expected);
  });
});

function answer(versioning: object, method: string, args: readonly unknown[]): unknown {
  const call: unknown = Reflect.get(versioning, method);
  if (typeof call !== 'function') throw new Error(`no ${method}`);
  return Reflect.apply(call, versioning, args);
}

test('the texts that are compared are of both kinds', () => {
  const compared = fc.sample(nearMisses({ max }), 2000).filter((text) => !isMeantToDiffer(text));
  expect(new Set(compared.map(api.isVersion))).toEqual(new Set([true, false]));
});
