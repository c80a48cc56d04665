import { evaluate, parse } from '@humanwhocodes/momoa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractionDiagnostics, readManifest } from '../../src/analysis/manifests.ts';
import { MANIFEST_MANAGER, revisionlessManager } from '../../src/presets/parts/managers.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { edit, extract } from './regex-manager.ts';
import { BUMPED, LEFT_ALONE } from './slots.cases.ts';

const REPOSITORY = 'oss/kubelet-sysext';
const TAG = `"renovateTag": "OCI_registry=https://mcr.microsoft.com, name=${REPOSITORY}"`;

/** A slot's versions: as it stands, with a new patch, with a new revision. */
const VERSIONS = { old: 'v1.34.9-1-azlinux3', patch: 'v1.34.10-1-azlinux3', revision: 'v1.34.9-2-azlinux3' };
const PREVIOUS = 'v1.34.8-1-azlinux3';

function fill(slot: string, latest: string, previous: string): string {
  return `{"versionsV2": [\n  ${slot.replace('TAG', TAG).replace('@@', latest).replace('<<', previous)}\n]}`;
}

describe.each(BUMPED)('$name', ({ slot }) => {
  const text = fill(slot, VERSIONS.old, PREVIOUS);

  test('is matched', () => {
    expect(extract(MANIFEST_MANAGER, text)).toMatchObject([{ packageName: REPOSITORY, currentValue: VERSIONS.old }]);
  });

  test('a patch rotates, and nothing else changes', async () => {
    const after = await edit(MANIFEST_MANAGER, text, () => ({ newValue: VERSIONS.patch }));
    expect(after).toBe(fill(slot, VERSIONS.patch, VERSIONS.old));
  });

  test('a revision does not', async () => {
    const after = await edit(MANIFEST_MANAGER, text, () => ({ newValue: VERSIONS.revision }));
    expect(after).toBe(fill(slot, VERSIONS.revision, PREVIOUS));
  });

  test('the same without revision and distro', async () => {
    const after = await edit(revisionlessManager('azlinux3'), fill(slot, 'v1.34.9', 'v1.34.8'), () => ({
      newValue: 'v1.34.10',
    }));
    expect(after).toBe(fill(slot, 'v1.34.10', 'v1.34.9'));
  });
});

describe.each(LEFT_ALONE)('$name', ({ slot, why }) => {
  const text = fill(slot, VERSIONS.old, PREVIOUS);

  test('is not matched', () => {
    expect(extract(MANIFEST_MANAGER, text)).toEqual([]);
    expect(extract(revisionlessManager('azlinux3'), fill(slot, 'v1.34.9', PREVIOUS))).toEqual([]);
  });

  test('is a finding', () => {
    const manifest = readManifest('components.json', text);
    const checkout = { configurations: ['renovate.json'] } as RenovateResult['checkout'];
    const answer = { packageFiles: [], baseBranches: [], checkout } as unknown as RenovateResult;
    expect(extractionDiagnostics(manifest, answer)).toMatchObject([
      { id: 'not-extracted', package: REPOSITORY, message: expect.stringContaining(why) },
    ]);
  });
});

const RUNS = 200;

/** Texts that come into conflict with a pattern, or with JSON. */
const trap = fc.constantFrom(
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"latestVersion": "v1"',
  '\\"',
  '$1',
  '$&',
  '{{x}}',
  'é',
  '\n',
  '#',
);
const string = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.array(trap, { maxLength: 4 }).map((all) => all.join('')),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    string,
    fc.integer(),
    fc.constantFrom(true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(string, fc.constantFrom('latestVersion', 'previousLatestVersion', 'sha256')), tie('value'), {
      maxKeys: 3,
    }),
  ),
}));

const previous = fc.oneof(fc.constant(PREVIOUS), fc.constant(''), string, fc.constant(null));

/** A slot whose members stand in any order, with any others between them. */
const anySlot = fc
  .tuple(fc.option(previous, { nil: undefined }), fc.dictionary(string, value, { maxKeys: 4 }), fc.boolean())
  .chain(([before, others, isObject]) => {
    const own: [string, unknown][] = [
      ['renovateTag', `OCI_registry=https://mcr.microsoft.com, name=${REPOSITORY}`],
      ['latestVersion', VERSIONS.old],
      ...(before === undefined ? [] : [['previousLatestVersion', before] as [string, unknown]]),
      ...(isObject ? [['sha256', { amd64: 'a', arm64: 'b' }] as [string, unknown]] : []),
    ];
    const rest = Object.entries(others).filter(([key]) => own.every(([name]) => name !== key));
    return fc.shuffledSubarray([...own, ...rest], { minLength: own.length + rest.length });
  })
  .map((members) => Object.fromEntries(members));

test('every edit of any slot is valid JSON in which versions alone have changed', async () => {
  let matched = 0;
  const property = fc.asyncProperty(
    fc.array(anySlot, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(undefined, 1, 2, '\t'),
    fc.constantFrom('patch' as const, 'revision' as const),
    async (slots, indent, kind) => {
      const text = JSON.stringify({ versionsV2: slots, name: 'x' }, null, indent);
      const found = extract(MANIFEST_MANAGER, text);
      matched += found.length;
      const newValue = VERSIONS[kind];
      const after = readJson(await edit(MANIFEST_MANAGER, text, () => ({ newValue })));
      const expected = slots.map((slot) => {
        // By identity it cannot be told which of several equal slots was matched; equal ones are edited alike.
        const isMatched = found.some(({ replaceString }) => isEqual(readJson(replaceString), slot));
        if (!isMatched) return slot;
        const rotates = kind === 'patch' && typeof slot['previousLatestVersion'] === 'string';
        return { ...slot, latestVersion: newValue, ...(rotates ? { previousLatestVersion: VERSIONS.old } : {}) };
      });
      expect(after).toEqual({ versionsV2: expected, name: 'x' });
    },
  );
  await fc.assert(property, {
    numRuns: RUNS,
    seed: Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31)),
  });
  expect(matched).toBeGreaterThan(RUNS / 4);
});

/** V8's own JSON.parse confuses the keys `\` and `"` of objects with the same keys before them (13.6). */
function readJson(text: string): unknown {
  return evaluate(parse(text));
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
