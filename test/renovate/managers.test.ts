import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import { importInternals } from '../../src/renovate/internals.ts';
import type { Branch, RenovateResult, Snapshot } from '../../src/renovate/messages.ts';
import { MANAGERS, type ManagerCase } from './managers.cases.ts';
import { bothArches, KUBELET, manifest, REGISTRY } from './scenario.ts';
import { recordSockets } from './sockets.ts';

/*
 * A repository with an update for every manager that Renovate has, beside sysexts: one run, and whatever a manager makes
 * of its update, the pull requests of the sysexts are there.
 */

const SLOTS = 'components.json';

/** The path of a file of a case: in a directory of its own, if the manager allows for that. */
function placeOf({ manager }: ManagerCase, file: string): string {
  return file.startsWith('/') ? file.slice(1) : `${manager}/${file}`;
}

async function configuration(): Promise<object> {
  const { 'modules/manager/index.js': managers } = await importInternals(locateRenovate(PACKAGE_ROOT));
  const own = MANAGERS.filter(({ manager }) => !['regex', 'jsonata'].includes(manager)).map((one) => {
    const known = managers.get(one.manager, 'defaultConfig')?.managerFilePatterns ?? [];
    const isKnown = known.length > 0 && !['gitlabci-include', 'flux'].includes(one.manager);
    return [one.manager, { enabled: true, ...(isKnown ? {} : { managerFilePatterns: [placeOf(one, one.file)] }) }];
  });
  return {
    extends: ['github>acme/aks-sysext-renovate#0.1.0'],
    lockFileMaintenance: { enabled: true },
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['regex/tools.txt'],
        matchStrings: ['(?<depName>[a-z-]+)=(?<currentValue>.*)'],
        datasourceTemplate: 'npm',
      },
      {
        customType: 'jsonata',
        fileFormat: 'json',
        managerFilePatterns: ['jsonata/tools.json'],
        matchStrings: ['tools.{"depName": name, "currentValue": version }'],
        datasourceTemplate: 'npm',
      },
    ],
    ...Object.fromEntries(own),
  };
}

function snapshotOf(cases: readonly ManagerCase[]): Snapshot {
  const keyed = Map.groupBy(cases, ({ lookup }) => JSON.stringify(lookup));
  const releases = [...keyed.values()].flatMap((same) => {
    const [datasource = '', packageName = '', registryUrl = null] = same[0]?.lookup ?? [];
    const versions = new Set(same.flatMap((one) => one.versions));
    return { datasource, packageName, registryUrl, result: { releases: [...versions].map(releaseOf) } };
  });
  const digests = cases.flatMap(({ lookup: [datasource, packageName, registryUrl = null], digest }) =>
    digest === undefined
      ? []
      : [
          {
            datasource,
            packageName,
            registryUrl,
            value: digest.value,
            currentDigest: digest.current,
            digest: digest.newest,
          },
        ],
  );
  const tags = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
  return { lists: [{ registry: REGISTRY, repository: KUBELET, tags }], releases, digests, presets: [] };
}

/** A release that is a commit has itself for a digest. */
function releaseOf(version: string): object {
  return /^[0-9a-f]{40}$/.test(version) ? { version, newDigest: version } : { version };
}

const hosts = recordSockets();

let dir: string;
let answer: RenovateResult;
let connected: string[];

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'managers-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  };
  for (const one of MANAGERS) {
    for (const [file, text] of [[one.file, one.text] as const, ...Object.entries(one.beside ?? {})]) {
      write(placeOf(one, file), text);
    }
  }
  write('renovate.json', JSON.stringify(await configuration()));
  write(SLOTS, manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  for (const { digest, manager } of MANAGERS) {
    if (manager === 'git-submodules') git('update-index', '--add', '--cacheinfo', `160000,${digest?.current},sub`);
  }
  answer = await runRenovate(dir, { snapshot: snapshotOf(MANAGERS), all: true });
  connected = hosts();
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

function upgradesOf(file: string): { branch: Branch; index: number }[] {
  return answer.branches.flatMap((branch) =>
    branch.upgrades.flatMap(({ packageFile, updateType }, index) =>
      packageFile === file && updateType !== 'lockFileMaintenance' ? [{ branch, index }] : [],
    ),
  );
}

test('Renovate has no manager without a case', async () => {
  const { 'modules/manager/index.js': managers } = await importInternals(locateRenovate(PACKAGE_ROOT));
  expect(MANAGERS.map(({ manager }) => manager).sort()).toEqual([...managers.allManagersList].sort());
});

test('the sysexts are planned, and no host gets a connection', () => {
  expect(answer.failure).toBeUndefined();
  expect(connected).toEqual([]);
  const [branch] = upgradesOf(SLOTS);
  expect(branch?.branch.edits.map(({ file, after }) => [file, after.includes('v1.34.10-1-azlinux3')])).toEqual([
    [SLOTS, true],
  ]);
});

test('to extract everything, no host gets a connection but the registry of the sysexts', async () => {
  const found = await runRenovate(dir);
  expect(found.packageFiles.length).toBeGreaterThan(MANAGERS.length);
  const { host } = new URL(REGISTRY);
  expect(hosts().filter((one) => one.replace(/:443$/, '') !== host)).toEqual([]);
});

describe.for(MANAGERS)('$manager', (one) => {
  test('its update is in a file, or it is known why not', () => {
    const file = placeOf(one, one.file);
    const found = upgradesOf(file).map(({ branch, index }) => {
      if (branch.leftToPrograms.includes(index)) return 'left to a program';
      if (branch.unchanged.includes(index)) return 'needs a download';
      if (branch.failed.includes(index)) return 'failed';
      const edit = branch.edits.find((other) => other.file === file);
      const newest = one.becomes ?? one.digest?.newest ?? one.versions[1].replace(/^v/, '');
      return edit?.after.includes(newest) && !edit.before.includes(newest) ? 'edited' : 'lost';
    });
    expect(found).toEqual([one.edit ?? 'edited']);
  });
});
