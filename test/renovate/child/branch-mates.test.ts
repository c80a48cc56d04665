import { beforeAll, describe, expect, test } from 'vitest';
import { candidatesOf } from '../../../src/renovate/child/before-lookup.ts';
import { findBranchMates } from '../../../src/renovate/child/branch-mates.ts';
import { locateRenovate, PACKAGE_ROOT } from '../../../src/renovate/host/locate.ts';
import {
  type Config,
  type Dep,
  type Internals,
  importInternals,
  type PackageFiles,
} from '../../../src/renovate/internals.ts';
import { CASES, OTHERS } from './branch-mates.cases.ts';

/*
 * What could come in the pull request of a sysext is known before anything is looked up, and is compared with what
 * Renovate does when it is: every update that it puts into the sysext's branch is one of a dependency that was found.
 */

const SYSEXT = 'oss/v2/kubernetes/kubelet-sysext';
const DATASOURCES: Readonly<Record<string, string>> = { npm: 'npm', dockerfile: 'docker', gomod: 'go' };

/** What a lookup may come to; the first is the sysext's. */
const UPDATES = [
  { updateType: 'patch', newValue: '1.34.10', newVersion: '1.34.10', newMajor: 1, newMinor: 34, newPatch: 10 },
  { updateType: 'minor', newValue: '1.35.0', newVersion: '1.35.0', newMajor: 1, newMinor: 35, newPatch: 0 },
  { updateType: 'major', newValue: '2.0.0', newVersion: '2.0.0', newMajor: 2, newMinor: 0, newPatch: 0 },
  { updateType: 'digest', newDigest: 'sha256:2' },
  { updateType: 'pin', isPin: true, newValue: '1.34.9', newVersion: '1.34.9', newMajor: 1 },
];

let internals: Internals;
let defaults: Config;

beforeAll(async () => {
  internals = await importInternals(locateRenovate(PACKAGE_ROOT));
  const options = internals['config/options/index.js'].getOptions();
  const managers = internals['modules/manager/index.js'].allManagersList.map((manager) => [manager, {}]);
  defaults = {
    ...Object.fromEntries(options.flatMap((one) => (one.default === undefined ? [] : [[one.name, one.default]]))),
    ...Object.fromEntries(managers),
    errors: [],
    warnings: [],
    baseBranch: 'main',
    semanticCommits: 'disabled',
    repository: 'acme/images',
  };
});

/** Files with a sysext and other dependencies, as they are extracted. */
function extracted(): { packageFiles: PackageFiles; sysext: Dep; others: Dep[] } {
  const sysext = dep('regex', `registry.example/${SYSEXT}`, 'custom.aks-sysext', SYSEXT);
  const files = Object.entries(OTHERS).map(([manager, names]) => {
    const deps = names.map((name) => dep(manager, name, DATASOURCES[manager] ?? ''));
    return [manager, [{ packageFile: `${manager}/file`, deps }]] as const;
  });
  return {
    sysext,
    others: files.flatMap(([, [file]]) => file?.deps ?? []),
    packageFiles: { regex: [{ packageFile: 'components.json', deps: [sysext] }], ...Object.fromEntries(files) },
  };
}

function dep(manager: string, depName: string, datasource: string, packageName = depName): Dep {
  // The names may be changed by rules.
  const managerData = { name: depName };
  return { manager, depName, packageName, datasource, managerData, currentValue: '1.34.9', updates: [] };
}

function nameOf({ managerData }: Config): string {
  return (managerData as { name: string }).name;
}

async function branchesOf(config: Config, packageFiles: PackageFiles): Promise<Config[]> {
  return internals['workers/repository/updates/flatten.js'].flattenUpdates(config, packageFiles);
}

describe.for(CASES)('$name', ({ config: own, mates }) => {
  let config: Config;
  beforeAll(() => {
    config = internals['config/massage.js'].massageConfig({
      ...defaults,
      ...internals['config/utils.js'].mergeChildConfig(defaults, own as Config),
    });
  });

  async function found(): Promise<{ names: string[]; upgrades: Config[] }> {
    const { packageFiles, sysext } = extracted();
    sysext.updates = structuredClone(UPDATES.slice(0, 1));
    const upgrades = (await branchesOf(config, packageFiles)).filter(({ packageName }) => packageName === SYSEXT);
    const candidates = candidatesOf(internals, config, packageFiles).filter(({ dep }) => dep !== sysext);
    const set = await findBranchMates(internals, candidates, upgrades);
    return { upgrades, names: [...set].map(nameOf) };
  }

  test('these could come with it', async () => {
    expect((await found()).names.sort()).toEqual([...mates].sort());
  });

  test('what Renovate puts into its branch is among them', async () => {
    const { names, upgrades } = await found();
    const own = new Set(upgrades.map(({ branchName }) => branchName));
    const { packageFiles, others } = extracted();
    for (const other of others) other.updates = structuredClone(UPDATES);
    const together = (await branchesOf(config, packageFiles)).filter(({ branchName }) => own.has(branchName));
    expect(names).toEqual(expect.arrayContaining([...new Set(together.map(nameOf))]));
  });
});

test('without an update of a sysext nothing comes with it', async () => {
  const { packageFiles } = extracted();
  const candidates = candidatesOf(internals, { ...defaults, groupName: 'all' }, packageFiles);
  expect(await findBranchMates(internals, candidates, [])).toEqual(new Set());
});
