import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSnapshot } from '../../src/plan/snapshot.ts';
import { repository, run, scratch } from '../cli/command.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { broken, mistyped } from './broken.ts';
import { LONG, proofSeed, proofSize, recordProof, secondsSince } from './proof.ts';

/*
 * Broken configurations, each planned for real, in a process of its own: an answer, or what is wrong in lines of
 * one each. Nothing is asked over a network: tags and presets come from a snapshot.
 */

const CONFIG = {
  extends: [DEFAULT_PRESET, 'config:recommended', ':semanticCommits'],
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

/** Texts of a `renovate.json`. */
const texts = fc.oneof(
  { weight: 2, arbitrary: broken(TEXT) },
  { weight: 3, arbitrary: mistyped(CONFIG).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
);

test('a plan for a broken configuration: an answer, or what is wrong, a line each', LONG, async () => {
  const cases = proofSize('configurations', 3);
  const seed = proofSeed('configurations');
  const start = performance.now();
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
  const plan = async (text: string) => {
    writeFileSync(path.join(dir, 'renovate.json'), text);
    return run(['plan', dir, '--tags', tags]);
  };
  // What is broken below is a configuration that works.
  expect(await plan(TEXT)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^1 pull request/) });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { exitCode, out, err } = await plan(text);
      expect([0, 1]).toContain(exitCode);
      expect(`${out}${err}`).not.toMatch(/^ {4}at /m);
      for (const line of err.trimEnd().split('\n')) expect(line).toMatch(/^$|^(?:error|warning): /);
      // A plan that is not whole says why.
      expect(err.includes('error: ')).toBe(exitCode === 1);
      refused += exitCode;
    }),
    { numRuns: cases, seed },
  );
  recordProof({
    name: 'fuzz-configurations',
    law: 'a broken configuration gives a plan, or says what is wrong, a line each, with exit code 1',
    cases,
    seed,
    seconds: secondsSince(start),
    figures: { refused },
  });
});
