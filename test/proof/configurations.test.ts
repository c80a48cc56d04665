import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSnapshot } from '../../src/analysis/snapshot.ts';
import { repository, run, scratch } from '../cli/command.ts';
import { Aborted, startInspector } from '../renovate/in-process.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { broken, mistyped, nested } from './broken.ts';
import { hold, proofRecorder } from './hold.ts';
import { configurations, singles } from './options.ts';
import { LONG, proofSeed, proofSize, secondsSince } from './proof.ts';

/*
 * Valid configurations, with every option in every place, are inspected without an error.
 *
 * Broken configurations, each planned or checked for real: an answer, or what is wrong in lines of one each. Nothing
 * is asked over a network: tags and presets come from a snapshot.
 */

const CONFIG = {
  extends: [DEFAULT_PRESET, ':semanticCommits'],
  // Others take Renovate a while, and find nothing.
  enabledManagers: ['custom.regex'],
  labels: ['dependencies'],
  minimumReleaseAge: '3 days',
  ignorePaths: ['vendor/**'],
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['/tools\\.txt$/'],
      matchStrings: ['(?<depName>[a-z]+)=(?<currentValue>[\\d.]+)'],
      datasourceTemplate: 'custom.tools',
    },
  ],
  customDatasources: { tools: { defaultRegistryUrlTemplate: `${REGISTRY}/tools.json`, transformTemplates: ['$'] } },
  packageRules: [
    { matchPackageNames: ['/-sysext$/'], matchCurrentVersion: '/^v1\\./', groupName: 'sysexts', enabled: true },
    { matchDatasources: ['docker'], allowedVersions: '/^v/', schedule: ['before 5am'], versioning: 'docker' },
  ],
};
const TEXT = JSON.stringify(CONFIG, null, 2);

/** How the commands may end, and the lines that they may write to stderr. */
const ALLOWED = {
  plan: { exitCodes: [0, 1], line: /^$|^(?:error|warning): / },
  check: { exitCodes: [0, 1, 2], line: /^$|^(?:error|warning|note): / },
};

/** Texts of a `renovate.json`. */
const texts = fc.oneof(
  { weight: 4, arbitrary: broken(TEXT) },
  { weight: 6, arbitrary: mistyped(CONFIG).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: nested(TEXT) },
);

test('a plan for a broken configuration, or a check: an answer, or what is wrong, a line each', LONG, async () => {
  const tags = path.join(scratch(), 'tags.json');
  const list = {
    registry: REGISTRY,
    repository: KUBELET,
    tags: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']),
  };
  writeFileSync(tags, formatSnapshot({ lists: [list], releases: [], presets: [] }));
  const dir = repository(
    { 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]) },
    REGISTRY,
  );
  const ran = async (command: 'plan' | 'check', text: string) => {
    writeFileSync(path.join(dir, 'renovate.json'), text);
    return run([command, dir, '--snapshot', tags]);
  };
  // What is broken below is a configuration that works.
  expect(await ran('plan', TEXT)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^1 pull request/) });
  expect(await ran('check', TEXT)).toMatchObject({ exitCode: 0 });
  const figures = { refused: 0 };
  await hold(
    {
      name: 'fuzz-configurations',
      law: 'a broken configuration gives a plan and findings, or says what is wrong, a line each, with exit code 1 or 2',
      figures,
    },
    fc.asyncProperty(fc.constantFrom('plan', 'check'), texts, async (command, text) => {
      const { exitCode, out, err } = await ran(command, text);
      const { exitCodes, line: known } = ALLOWED[command];
      expect(exitCodes).toContain(exitCode);
      expect(`${out}${err}`).not.toMatch(/^ {4}at /m);
      for (const line of err.trimEnd().split('\n')) expect(line).toMatch(known);
      // What did not work says why.
      expect(err.includes('error: ')).toBe(exitCode === 1);
      if (exitCode > 0) figures.refused += 1;
    }),
    proofSize('configurations', 20),
  );
});

const INSPECTED = {
  'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3', previous: 'v1.34.8-1-azlinux3' }]),
};

test(
  'every option in every place, and many at once: what is found is of the schema, and nothing is thrown',
  LONG,
  async () => {
    const record = proofRecorder();
    const cases = proofSize('options', 30);
    const seed = proofSeed('options');
    const start = performance.now();
    const inspector = await startInspector();
    let aborted = 0;
    const inspect = async (config: object) => {
      // Renovate itself refuses some, by rules that are not in its options.
      const found = await inspector.inspect(config, INSPECTED).catch((error: unknown) => {
        if (!(error instanceof Aborted)) throw error;
        aborted += 1;
      });
      for (const { stop, slots } of found?.obstacles ?? []) expect([stop, slots.length > 0]).toEqual([stop, true]);
    };
    try {
      // In `npm test` some of them; in the long form all.
      const all = singles();
      const step = Math.max(1, Math.floor(all.length / cases));
      for (let index = seed % step; index < all.length; index += step) await inspect(all[index]?.config ?? {});
      await fc.assert(fc.asyncProperty(configurations, inspect), { numRuns: cases, seed });
    } finally {
      inspector.close();
    }
    expect(aborted).toBeLessThan(cases);
    record({
      name: 'fuzz-options',
      law: 'a configuration with any valid option in any place is inspected without an error',
      cases: 2 * cases,
      seed,
      seconds: secondsSince(start),
      figures: { aborted },
    });
  },
);
