import { describe, expect, test } from 'vitest';
import { diagnostic, LOOKUP_REASONS, type LookupReason } from '../../src/analysis/diagnostic.ts';
import { lookupDiagnostics } from '../../src/analysis/lookups.ts';
import { findLint } from '../../src/check/catalogue.ts';
import type { Facts } from '../../src/check/facts.ts';
import { nearestName } from '../../src/check/nearest.ts';
import type { LogLine, RenovateResult } from '../../src/renovate/messages.ts';

const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';

describe('the reason of a failed lookup is a kind, not a text', () => {
  const WARNING = { topic: 'x', message: 'Failed to look up custom.aks-sysext package x: no-result' };
  const CASES: readonly [string, Omit<LogLine, 'packageName'> | undefined, LookupReason][] = [
    ['a response of 404', { message: 'Lookup failed', statusCode: 404 }, 'not-found'],
    ["docker's word for it", { message: 'x', detail: 'page-not-found' }, 'not-found'],
    ['a response of 401', { message: 'x', statusCode: 401 }, 'login'],
    ['a response of 403', { message: 'x', statusCode: 403, detail: 'denied' }, 'login'],
    ['a response of 503', { message: 'x', statusCode: 503 }, 'server'],
    ['a response of 429', { message: 'x', statusCode: 429 }, 'server'],
    [
      'a name that does not resolve',
      { message: 'x', code: 'ENOTFOUND', detail: 'getaddrinfo ENOTFOUND a' },
      'unreachable',
    ],
    ['a refused connection', { message: 'x', code: 'ECONNREFUSED' }, 'unreachable'],
    ['a list that goes on', { message: 'x', reason: 'list-incomplete', detail: 'any words' }, 'list-incomplete'],
    ['a response that the transform refuses', { message: 'x', reason: 'response-refused' }, 'response-refused'],
    ['a snapshot without it', { message: 'x', reason: 'not-in-snapshot', statusCode: 404 }, 'not-in-snapshot'],
    ['nothing in the log', undefined, 'no-version'],
    ['an error without a code', { message: 'x', detail: 'unexpected' }, 'other'],
  ];
  test.each(CASES)('%s: %j', (_, line, reason) => {
    const dep = { packageName: KUBELET, datasource: 'custom.aks-sysext', warnings: [WARNING], updates: [] };
    const log = line === undefined ? [] : [{ ...line, packageName: KUBELET }];
    const answer = { packageFiles: [{ manager: 'regex', packageFile: 'components.json', deps: [dep] }], log };
    expect(lookupDiagnostics(answer as unknown as RenovateResult)).toEqual([
      expect.objectContaining({ id: 'lookup-failed', package: KUBELET, file: 'components.json', reason }),
    ]);
  });
});

describe('a fix names what is there to be fixed', () => {
  const lint = findLint('lookup-failed');
  const SUBJECTS = {
    slot: { file: 'components.json', package: KUBELET },
    sysext: { file: 'install.sh', package: KUBELET },
    other: { file: 'go.mod', package: 'github.com/spf13/cobra' },
  };

  function fixFor(subject: keyof typeof SUBJECTS, reason: LookupReason, settings: object = {}): string {
    const problem = diagnostic({
      id: 'lookup-failed',
      severity: 'error',
      message: 'it fails',
      reason,
      ...SUBJECTS[subject],
    });
    const { file, package: name } = SUBJECTS[subject];
    const sysexts = [{ file, extractedName: name, packageName: name, currentValue: 'v1.34.9-1-azlinux3', settings }];
    const facts = {
      diagnostics: [problem],
      answer: {},
      slots: [{ file: 'components.json', repository: KUBELET, path: [], latestVersion: 'v1.34.9-1-azlinux3' }],
      inspection: { sysexts: subject === 'other' ? [] : sysexts, obstacles: [] },
    };
    const [found] = lint.find(facts as unknown as Facts);
    return found?.fix ?? '';
  }

  test.each(LOOKUP_REASONS)('%s: no renovateTag where there is none', (reason) => {
    expect(fixFor('sysext', reason)).not.toMatch(/renovateTag/);
    expect(fixFor('other', reason)).not.toMatch(/renovateTag|sysext|presets\/docker after/);
    expect(fixFor('slot', reason)).toMatch(/\.$/);
  });

  test.each<LookupReason>(['unreachable', 'server', 'not-in-snapshot'])(
    '%s: the repository is not to blame',
    (reason) => {
      for (const subject of ['slot', 'sysext', 'other'] as const) {
        expect(fixFor(subject, reason)).toContain('Do not change the repository.');
      }
    },
  );

  test('a wrong repository in a renovateTag', () => {
    expect(fixFor('slot', 'not-found')).toBe('Correct the registry or the repository in the renovateTag.');
  });

  test('a name or a registry that a rule of the repository sets', () => {
    const path = ['packageRules', 2, 'overridePackageName'];
    const settings = { overridePackageName: { path, preset: null, value: 'x' } };
    expect(fixFor('slot', 'not-found', settings)).toBe('Correct or remove packageRules[2].overridePackageName.');
  });

  test('a registry that a preset sets is not for the repository to remove', () => {
    const settings = { registryUrls: { path: ['extends', 0], preset: 'github>a/b', value: 'x' } };
    expect(fixFor('slot', 'not-found', settings)).toContain('renovateTag');
  });

  test('a versioning that a rule of the repository sets', () => {
    const settings = {
      versionCompatibility: { path: ['packageRules', 0, 'versionCompatibility'], preset: null, value: 'x' },
    };
    expect(fixFor('sysext', 'value-invalid', settings)).toBe('Correct or remove packageRules[0].versionCompatibility.');
  });
});

test.each([
  ['skews', 'skew'],
  ['group-appart', 'group-apart'],
  ['presets/annotation', 'presets/annotations'],
  ['presets/lts-hodl', 'presets/lts-hold'],
  ['skew', 'skew'],
  ['s', undefined],
  ['', undefined],
  ['presets/no-such-preset', undefined],
  ['x'.repeat(100_000), undefined],
])('the name nearest to %j', (name, expected) => {
  const known = ['skew', 'group-apart', 'presets/annotations', 'presets/lts-hold', 'presets/rules'];
  expect(nearestName(name, known)).toBe(expected);
});
