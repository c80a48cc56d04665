import { beforeAll, describe, expect, test } from 'vitest';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, DEFAULT_PRESET, manifest, proposals, runScenario } from '../renovate/scenario.ts';
import { BUMP_CASES } from './bumps.cases.ts';

/** Ways to run every case: what a configuration adds to the default preset must not make a bump wrong. */
const CONFIGS: readonly { name: string; config: object }[] = [
  { name: 'the default preset', config: { extends: [DEFAULT_PRESET] } },
  {
    name: 'config:best-practices beside it, with a release age',
    config: { extends: ['config:best-practices', DEFAULT_PRESET], minimumReleaseAge: '3 days' },
  },
  {
    name: 'minor and patch apart',
    config: { extends: [DEFAULT_PRESET], separateMinorPatch: true, separateMultipleMinor: true },
  },
];

describe.each(CONFIGS)('with $name', ({ config }) => {
  const slots = BUMP_CASES.map(({ from }, index) => ({ repository: `case/${index}/some-sysext`, latest: from }));
  let answer: RenovateResult;

  beforeAll(async () => {
    const tags = Object.fromEntries(
      BUMP_CASES.map((one, index) => [`case/${index}/some-sysext`, bothArches(one.tags)]),
    );
    answer = await runScenario({ files: { 'components.json': manifest(slots) }, config, tags });
  });

  test('every slot is looked up, by RE2', () => {
    const deps = answer.packageFiles
      .flatMap(({ deps }) => deps)
      .filter((dep) => dep.packageName?.endsWith('-sysext') && dep.packageName.startsWith('case/'));
    expect(answer.re2).toBe(true);
    expect(answer.failure).toBeUndefined();
    expect(deps).toHaveLength(BUMP_CASES.length);
    expect(deps.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  test.each(BUMP_CASES.map((one, index) => ({ ...one, index })))('$name: $from -> $to', ({ from, to, index }) => {
    expect(proposals(answer)[`case/${index}/some-sysext ${from}`]).toBe(to);
  });
});
