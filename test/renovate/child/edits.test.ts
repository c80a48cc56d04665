import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRenovate } from '../../../src/renovate/host/run.ts';
import type { Branch, RenovateResult, Snapshot } from '../../../src/renovate/messages.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY, writeScenario } from '../scenario.ts';

/*
 * Updates of other kinds than a new version in a file, and updates whose edit fails: each is in an edit, or its branch
 * says why not, and the pull request of the sysexts is there.
 */

const OLD = `sha256:${'1'.repeat(64)}`;
const NEW = `sha256:${'2'.repeat(64)}`;
const HUB = 'https://index.docker.io';
const NPM = 'https://registry.npmjs.org';

const FILES = {
  'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]),
  'lock/package.json': '{\n  "dependencies": { "locked-tool": "^1.0.0" }\n}\n',
  'lock/package-lock.json': JSON.stringify({
    name: 'lock',
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { 'locked-tool': '^1.0.0' } },
      'node_modules/locked-tool': { version: '1.0.0' },
    },
  }),
  'replaced/package.json': '{\n  "dependencies": { "old-tool": "1.0.0" }\n}\n',
  'replaced/Dockerfile': 'FROM acme/old:1.0.0\n',
  'digest/Dockerfile': `FROM acme/digest:1.0.0@${OLD}\n`,
  'pinned/Dockerfile': 'FROM acme/pinned:1.0.0\n',
  'range/package.json': '{\n  "dependencies": { "range-tool": "^1.0.0" }\n}\n',
  'vendored/go.mod': 'module example.org/a\n\ngo 1.23\n\nrequire github.com/acme/vendored v1.0.0\n',
  'vendored/vendor/modules.txt': '# github.com/acme/vendored v1.0.0\n## explicit\ngithub.com/acme/vendored\n',
  'broken.txt': 'broken-tool=1.0.0\n',
  'notes/package.json': '{\n  "dependencies": { "notes-tool": "1.0.0" }\n}\n',
} as const;

const CONFIG = {
  extends: [DEFAULT_PRESET],
  lockFileMaintenance: { enabled: true },
  postUpdateOptions: ['gomodTidy'],
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['broken.txt'],
      matchStrings: ['(?<depName>[a-z-]+)=(?<currentValue>.*)'],
      datasourceTemplate: 'npm',
      autoReplaceStringTemplate: 'something else',
    },
  ],
  packageRules: [
    { matchFileNames: ['lock/**'], rangeStrategy: 'update-lockfile' },
    { matchFileNames: ['range/**'], rangeStrategy: 'pin' },
    { matchPackageNames: ['old-tool'], replacementName: 'new-tool', replacementVersion: '2.0.0' },
    { matchPackageNames: ['acme/old'], replacementName: 'acme/new', replacementVersion: '2.0.0' },
    { matchPackageNames: ['acme/pinned'], pinDigests: true },
    { matchPackageNames: ['notes-tool'], prBodyNotes: ["{{{replace '(' '' depName}}}"] },
  ],
};

const NUMBERS = ['1.0.0', '1.1.0'];

function releases(datasource: string, packageName: string, registryUrl: string | null, versions = NUMBERS) {
  return { datasource, packageName, registryUrl, result: { releases: versions.map((version) => ({ version })) } };
}

function digest(packageName: string, value: string, currentDigest: string | null) {
  return { datasource: 'docker', packageName, registryUrl: HUB, value, currentDigest, digest: NEW };
}

const SNAPSHOT: Snapshot = {
  lists: [{ registry: REGISTRY, repository: KUBELET, tags: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']) }],
  releases: [
    ...['locked-tool', 'new-tool', 'range-tool', 'broken-tool', 'notes-tool'].map((name) => releases('npm', name, NPM)),
    ...['acme/new', 'acme/digest', 'acme/pinned'].map((name) => releases('docker', name, HUB)),
    releases('npm', 'old-tool', NPM, ['1.0.0']),
    releases('docker', 'acme/old', HUB, ['1.0.0']),
    releases('go', 'github.com/acme/vendored', null, ['v1.0.0', 'v1.1.0']),
  ],
  digests: [
    digest('acme/digest', '1.1.0', OLD),
    digest('acme/pinned', '1.0.0', null),
    digest('acme/pinned', '1.1.0', null),
  ],
  presets: [],
};

let dir: string;
let answer: RenovateResult;

beforeAll(async () => {
  dir = writeScenario({ files: FILES, tags: {}, config: CONFIG }, REGISTRY);
  answer = await runRenovate(dir, { snapshot: SNAPSHOT, all: true });
});

afterAll(() => rmSync(dir, { recursive: true }));

/** What came of the upgrades of a file: its new text, or why it has none. */
function outcomes(file: string, isWanted: (type: string | undefined) => boolean): string[] {
  return answer.branches.flatMap((branch) =>
    branch.upgrades.flatMap(({ packageFile, updateType }, index) =>
      packageFile === file && isWanted(updateType) ? [outcome(branch, index, file)] : [],
    ),
  );
}

function outcome({ edits, ...branch }: Branch, index: number, file: string): string {
  const why = (['failed', 'unchanged', 'leftToPrograms'] as const).find((reason) => branch[reason].includes(index));
  return why ?? edits.find((edit) => edit.file === file)?.after ?? 'lost';
}

test('the run ends, with the sysext', () => {
  expect(answer.failure).toBeUndefined();
  const [text] = outcomes('components.json', () => true);
  expect(text).toContain('v1.34.10-1-azlinux3');
});

test.each([
  ['a range whose lock file alone changes', 'lock/package.json', ['leftToPrograms']],
  ['a package of another name', 'replaced/package.json', [expect.stringContaining('"new-tool": "2.0.0"')]],
  ['an image of another name', 'replaced/Dockerfile', ['FROM acme/new:2.0.0\n']],
  ['a tag with its digest', 'digest/Dockerfile', [`FROM acme/digest:1.1.0@${NEW}\n`]],
  [
    'a digest beside the tag',
    'pinned/Dockerfile',
    [`FROM acme/pinned:1.0.0@${NEW}\n`, `FROM acme/pinned:1.1.0@${NEW}\n`],
  ],
  ['a range that is pinned', 'range/package.json', [expect.stringContaining('"range-tool": "1.1.0"')]],
  ['a module with a vendor directory', 'vendored/go.mod', [expect.stringContaining('vendored v1.1.0')]],
  ['a template that writes something else', 'broken.txt', ['failed']],
  ['notes that cannot be written', 'notes/package.json', [expect.stringContaining('"notes-tool": "1.1.0"')]],
] as const)('%s: %s', (_, file, expected) => {
  const found = outcomes(file, (type) => type !== 'lockFileMaintenance');
  expect(found.toSorted()).toEqual(expected);
});

test('lock file maintenance', () => {
  expect(outcomes('lock/package.json', (type) => type === 'lockFileMaintenance')).toEqual(['leftToPrograms']);
});
