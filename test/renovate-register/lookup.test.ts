import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REGISTER, runNode } from './run.ts';

/*
 * One real run of Renovate: its configuration names the versioning `aks-sysext`.
 */

const RENOVATE = path.resolve('node_modules/renovate/dist/renovate.js');

/** What the registry has: of the distro azlinux3, 1.34.10 at revisions 9 and 10. */
const TAGS = [
  'v1.34.9-1-azlinux3',
  'v1.34.10-9-azlinux3',
  'v1.34.10-10-azlinux3',
  'v1.34.10-11-noble',
  'v1.34.10-11-azlinux3-arm64',
  'v1.34.11-rc.0-1-azlinux3',
  'v1.34.11-1-noble',
  'latest',
];

/** What the file has: a version that is behind, and one that was withdrawn. */
const VALUES = { behind: 'v1.34.9-1-azlinux3', withdrawn: 'v1.34.12-1-azlinux3' };

let dir = '';
let server: Server;

beforeAll(async () => {
  server = createServer((_request, response) => response.end(JSON.stringify({ tags: TAGS })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dir = await mkdtemp(path.join(tmpdir(), 'lookup-'));
  const { port } = server.address() as AddressInfo;
  await writeFile(path.join(dir, 'renovate.json'), JSON.stringify(config(`http://127.0.0.1:${port}/tags/list`)));
  const lines = Object.entries(VALUES).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(dir, 'versions.txt'), lines.join(''));
});

afterAll(async () => {
  server.close();
  await rm(dir, { recursive: true, force: true });
});

function config(url: string) {
  return {
    enabledManagers: ['custom.regex'],
    rollbackPrs: true,
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['/^versions\\.txt$/'],
        matchStrings: ['(?<depName>\\w+)=(?<currentValue>\\S+)'],
        datasourceTemplate: 'custom.sysext',
        versioningTemplate: 'aks-sysext',
      },
    ],
    customDatasources: {
      sysext: { defaultRegistryUrlTemplate: url, transformTemplates: ['{ "releases": tags.{ "version": $ } }'] },
    },
  };
}

/** What Renovate offers for each value. */
async function offers(...options: string[]): Promise<Record<string, string[]>> {
  const report = path.join(dir, 'report.json');
  const local = ['--platform=local', '--dry-run=lookup', '--report-type=file', `--report-path=${report}`];
  const env = { RENOVATE_BASE_DIR: path.join(dir, 'base'), RENOVATE_INTERNAL_HOST_ACCESS: 'allow', LOG_LEVEL: 'error' };
  expect(await runNode([...options, RENOVATE, ...local], { cwd: dir, env })).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
  const { repositories } = JSON.parse(await readFile(report, 'utf8'));
  const deps: { depName: string; updates: { newValue: string }[] }[] = repositories.local.packageFiles.regex[0].deps;
  return Object.fromEntries(deps.map(({ depName, updates }) => [depName, updates.map(({ newValue }) => newValue)]));
}

test('with the module, the newest revision of the own distro is offered, and rolled back to', async () => {
  expect(await offers('--import', REGISTER)).toEqual({
    behind: ['v1.34.10-10-azlinux3'],
    withdrawn: ['v1.34.10-10-azlinux3'],
  });
});

test('without it, nothing is offered, and another distro is rolled back to', async () => {
  expect(await offers()).toEqual({ behind: [], withdrawn: ['v1.34.11-1-noble'] });
});
