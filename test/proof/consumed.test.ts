import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { getConfig } from 'renovate/dist/config/defaults.js';
import { migrateConfig } from 'renovate/dist/config/migration.js';
import { resolveConfigPresets } from 'renovate/dist/config/presets/index.js';
import { mergeChildConfig } from 'renovate/dist/config/utils.js';
import { validateConfig } from 'renovate/dist/config/validation.js';
import { applyPackageRules } from 'renovate/dist/util/package-rules/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import type { Config } from '../../src/renovate/internals.ts';
import { importRenovate } from './bot.ts';
import { type Dependency, otherDependencies } from './dependencies.ts';
import { type GitHub, redirectGitHub, startGitHub } from './github.ts';
import { proofRecorder } from './hold.ts';
import { publishedFiles } from './patterns.ts';
import { LONG, proofSeed, proofSize, secondsSince } from './proof.ts';

/*
 * The presets as a repository gets them: named in `extends`, fetched over HTTP by Renovate's code for GitHub, and
 * resolved by Renovate among others.
 */

const NAMES = publishedFiles().map((file) => file.replace('.json', ''));
const ARGUMENTS: Readonly<Record<string, string>> = {
  'presets/revisionless': '(azlinux3)',
  // Of an owner that is not given, a rule that never matches keeps the placeholder.
  'presets/owners': '(a,b,c,d,e,f,g,h,i,team:j)',
};

/** How an `extends` names a published file. */
function named(source: string, name: string, tag = ''): string {
  const below = name === 'default' ? '' : `//${name}`;
  return `${source}>org/aks-sysext-renovate${below}${tag}${ARGUMENTS[name] ?? ''}`;
}

/** Each alone, and each pair with the default one first. */
const COMBINATIONS = [...NAMES.map((name) => [name]), ...NAMES.slice(1).map((name) => ['default', name])];

let github: GitHub;
const warnings: string[] = [];

beforeAll(async () => {
  const internals = await importRenovate();
  github = await startGitHub();
  redirectGitHub(github);
  internals['config/global.js'].GlobalConfig.set({ platform: 'github', endpoint: github.endpoint });
  const write = (record: Config) => warnings.push(String(record['msg']));
  internals['logger/index.js'].addStream({
    name: 'warnings',
    level: 'warn',
    type: 'raw',
    stream: { writable: true, write },
  });
});
afterAll(() => github.close());
beforeEach(() => {
  warnings.length = 0;
  github.asked.length = 0;
});

async function resolve(config: Config): Promise<Config> {
  return (await resolveConfigPresets(structuredClone(config))).config;
}

describe.each(COMBINATIONS.flatMap((names) => ['', '#1.0.0'].map((tag) => ({ names, tag }))))(
  '$names$tag',
  ({ names, tag }) => {
    test.each(['github', 'local'])('by %s>: fetched and resolved without a warning', async (source) => {
      const config = await resolve({ extends: names.map((name) => named(source, name, tag)) });
      const query = tag === '' ? '' : '?ref=1.0.0';
      expect(github.asked).toEqual(names.map((name) => `/repos/org/aks-sysext-renovate/contents/${name}.json${query}`));
      expect(await validateConfig('repo', config)).toEqual({ errors: [], warnings: [] });
      expect(JSON.stringify(config)).not.toMatch(/\{\{args?\d*\}\}/);
      expect(warnings).toEqual([]);
    });
  },
);

test.each(publishedFiles())('%s is written as Renovate wants it today: nothing to migrate', (file) => {
  const published: Config = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, file), 'utf8'));
  expect(migrateConfig(published).isMigrated).toBe(false);
});

test('an old spelling is one to migrate', () => {
  expect(migrateConfig({ fileMatch: ['x'] }).isMigrated).toBe(true);
});

test.each([
  ['a preset that is not there', 'github>org/aks-sysext-renovate//presets/nope'],
  ['a tag that is not there', 'github>org/aks-sysext-renovate#gone'],
])('%s is refused', async (_, name) => {
  await expect(resolve({ extends: [name] })).rejects.toMatchObject({
    validationError: expect.stringContaining(`Cannot find preset's package (${name})`),
  });
});

/** A configuration of a team's own: Renovate's best practices, and rules for much else. */
const OWN = {
  extends: ['config:best-practices', ':semanticCommits', 'group:allNonMajor'],
  separateMinorPatch: true,
  rollbackPrs: true,
  minimumReleaseAge: '3 days',
  prBodyNotes: ['ours'],
  packageRules: [
    { matchManagers: ['npm'], groupName: 'node' },
    { matchDatasources: ['docker'], pinDigests: true, versioning: 'loose' },
    { matchUpdateTypes: ['major'], dependencyDashboardApproval: true },
    { matchPackageNames: ['/sysext/', '/^kube/'], addLabels: ['kubernetes'] },
    ...Array.from({ length: 50 }, (_, index) => ({ matchPackageNames: [`/${index}$/`], groupName: `group ${index}` })),
  ],
};

/** What a preset adds to the top of a configuration, where only its own packages look. */
const ADDED = ['$schema', 'description', 'customManagers', 'customDatasources', 'packageRules'];

test('every other dependency is configured as before, byte for byte', LONG, async () => {
  const record = proofRecorder();
  const count = proofSize('dependencies', 8);
  const seed = proofSeed('consumed');
  const start = performance.now();
  const { extends: presets, ...own } = OWN;
  const base = await resolve({ extends: presets });
  const whole = (ours: Config) =>
    [base, ours, own].reduce<Config>((all, next) => mergeChildConfig(all, next), getConfig());
  const without = whole({});
  const before = new Map<string, string>();
  for (const names of COMBINATIONS) {
    const ours = names.map((name) => named('github', name));
    const within = whole(await resolve({ extends: ours }));
    // Presets are merged one after the other, so those that are not ours have to be resolved once only.
    if (names.length > 1 && names.includes('presets/rules')) {
      expect(within).toEqual(mergeChildConfig(getConfig(), await resolve({ ...OWN, extends: [...presets, ...ours] })));
    }
    await fc.assert(
      fc.asyncProperty(otherDependencies, async (dependency) => {
        fc.pre(!names.includes('presets/with-packages') || !isSibling(dependency));
        const key = JSON.stringify(dependency);
        const expected = before.get(key) ?? (await configured(without, dependency));
        before.set(key, expected);
        expect(await configured(within, dependency), names.join(' and ')).toBe(expected);
      }),
      { numRuns: count, seed },
    );
  }
  expect(rules(without).length).toBeGreaterThan(100);
  record({
    name: 'consumed',
    law: 'fetched by name over HTTP, alone and in pairs, the presets need no migration, warn of nothing, and leave the configuration of every other dependency as it was, byte for byte',
    cases: count * COMBINATIONS.length,
    seed,
    seconds: secondsSince(start),
    figures: { combinations: COMBINATIONS.length, 'other rules': rules(without).length },
  });
});

function rules(config: Config): unknown[] {
  return config['packageRules'] as unknown[];
}

/** The Debian and RPM siblings, which `presets/with-packages` is for. */
function isSibling({ datasource, packageName }: Dependency): boolean {
  return ['kubelet', 'kubectl'].includes(String(packageName)) && /^(?:deb|rpm|custom\..*)$/.test(String(datasource));
}

/** What Renovate does with a dependency, as one text. */
async function configured(config: Config, dependency: Dependency): Promise<string> {
  const applied: Config = await applyPackageRules(mergeChildConfig(config, dependency));
  return JSON.stringify(Object.fromEntries(Object.entries(applied).filter(([key]) => !ADDED.includes(key))));
}
