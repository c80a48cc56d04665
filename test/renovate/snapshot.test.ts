import { expect, test } from 'vitest';
import { lookupDiagnostics } from '../../src/analysis/lookups.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { Snapshot } from '../../src/renovate/messages.ts';
import { repository, serve } from '../cli/command.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, proposals, REGISTRY } from './scenario.ts';
import { recordSockets } from './sockets.ts';

/*
 * With a snapshot nothing else is queried, whatever a configuration names: no host of it gets a connection.
 */

const TAGS = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
const SNAPSHOT: Snapshot = {
  lists: [{ registry: REGISTRY, repository: KUBELET, tags: TAGS }],
  releases: [],
  presets: [],
};
const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
const BUMP = { [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.10-1-azlinux3' };

/** What stands for the server in a case. */
const HOST = 'server.example';
const SERVER = `http://${HOST}`;

interface Case {
  readonly name: string;
  readonly config: object;
  readonly files?: Readonly<Record<string, string>>;
  /** What is planned all the same. */
  readonly planned?: object;
  /** What is reported of the lookups. */
  readonly problems?: readonly unknown[];
}

const noSnapshot = (what: string) => expect.stringMatching(new RegExp(`${what}.* is not in the snapshot`));

function customDatasource(format: string): Case {
  return {
    name: `a custom datasource that reads ${format}`,
    config: {
      extends: [DEFAULT_PRESET],
      customDatasources: { tools: { defaultRegistryUrlTemplate: `${SERVER}/${format}`, format } },
      customManagers: [
        {
          customType: 'regex',
          managerFilePatterns: ['tools.txt'],
          matchStrings: ['(?<depName>tool)=(?<currentValue>.*)'],
          datasourceTemplate: 'custom.tools',
        },
      ],
    },
    files: { 'tools.txt': 'tool=1.0.0\n' },
    planned: BUMP,
    problems: [noSnapshot('custom.tools tool')],
  };
}

function ourDatasource(format: string): Case {
  return {
    name: `the datasource of the presets, reading ${format} of another address`,
    config: {
      extends: [DEFAULT_PRESET],
      customDatasources: { 'aks-sysext': { format, transformTemplates: [] } },
      packageRules: [{ matchPackageNames: ['/-sysext$/'], registryUrls: [`${SERVER}/${format}`] }],
    },
    problems: [noSnapshot(`${SERVER}/${format}`)],
  };
}

const FORMATS = ['json', 'yaml', 'toml', 'html', 'plain'];

const CASES: readonly Case[] = [
  {
    name: 'an address in a rule',
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], registryUrls: [`${SERVER}/anything`] }],
    },
    problems: [noSnapshot(`${SERVER}/anything`)],
  },
  {
    name: 'the tag list of another registry, in a rule',
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], registryUrls: [`${SERVER}/v2/${KUBELET}/tags/list`] }],
    },
    problems: [noSnapshot(`${SERVER}/${KUBELET}`)],
  },
  ...FORMATS.map(customDatasource),
  ...FORMATS.map(ourDatasource),
  {
    name: 'a host rule with a login',
    config: { extends: [DEFAULT_PRESET], hostRules: [{ matchHost: SERVER, username: 'joe', password: 'secret' }] },
    files: { Dockerfile: `FROM ${HOST}/acme/tool:1.0.0\n` },
    planned: BUMP,
    problems: [noSnapshot('acme/tool')],
  },
  {
    name: 'digests of images',
    config: { extends: [DEFAULT_PRESET, 'docker:pinDigests'] },
    files: { Dockerfile: `FROM ${HOST}/acme/tool:1.0.0@sha256:${'1'.repeat(64)}\n` },
    planned: BUMP,
    problems: [noSnapshot('acme/tool')],
  },
  {
    name: 'registries of package managers',
    config: { extends: [DEFAULT_PRESET] },
    files: {
      '.npmrc': `registry=${SERVER}\n`,
      'package.json': '{ "dependencies": { "left-pad": "1.0.0" } }\n',
      'requirements.txt': `--index-url ${SERVER}\nrequests==2.0.0\n`,
      'Chart.yaml': `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n  - name: b\n    version: 1.0.0\n    repository: ${SERVER}\n`,
      'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0"><repositories><repository><url>${SERVER}</url></repository></repositories><dependencies><dependency><groupId>org.acme</groupId><artifactId>tool</artifactId><version>1.0.0</version></dependency></dependencies></project>\n`,
      'main.tf': `module "m" {\n  source = "git::${SERVER}/acme/tool.git?ref=v1.0.0"\n}\n`,
    },
    planned: BUMP,
    problems: ['git-tags', 'helm', 'maven', 'npm', 'pypi'].map(noSnapshot),
  },
  {
    name: 'changelogs, vulnerabilities and confidence',
    config: {
      extends: [DEFAULT_PRESET],
      fetchChangeLogs: 'branch',
      osvVulnerabilityAlerts: true,
      packageRules: [
        { matchPackageNames: ['*'], changelogUrl: `${SERVER}/changes`, sourceUrl: `${SERVER}/acme/tool` },
        { matchPackageNames: ['*'], matchConfidence: ['high'], automerge: true },
      ],
    },
    planned: BUMP,
  },
];

const hosts = recordSockets();

test.for(CASES)('$name: no host gets a connection', async ({ config, files, planned = {}, problems = [] }) => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify({ releases: [{ version: 'v1.34.99-1-azlinux3' }], tags: ['v1.34.99-1-azlinux3'] }));
  });
  const text = JSON.stringify({ config, files });
  const placed = JSON.parse(text.replaceAll(SERVER, url).replaceAll(HOST, new URL(url).host));
  const dir = repository({ 'components.json': SLOT, ...placed.files }, REGISTRY, placed.config);
  const answer = await runRenovate(dir, { snapshot: SNAPSHOT, all: true });
  expect([asked, hosts()]).toEqual([[], []]);
  expect(answer.failure).toBeUndefined();
  expect(proposals(answer)).toEqual(planned);
  const messages = lookupDiagnostics(answer).map(({ message }) => message.replaceAll(url, SERVER));
  expect(messages.toSorted()).toEqual(problems);
});

test('the preset of another host: it is not fetched', async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  const extended = [`${url}/preset.json`, 'gitlab>acme/renovate-config#1.0.0'];
  for (const preset of extended) {
    const dir = repository({ 'components.json': SLOT }, REGISTRY, { extends: [DEFAULT_PRESET, preset] });
    const { failure } = await runRenovate(dir, { snapshot: SNAPSHOT });
    expect([asked, hosts()]).toEqual([[], []]);
    expect(failure?.message).toContain(preset.replace(/#.*/, ''));
  }
});

test('what a run records answers the same run: digests, and a list at another address', async () => {
  const tags = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
  const digest = `sha256:${'2'.repeat(64)}`;
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.includes('/manifests/')) response.setHeader('docker-content-digest', digest).end('{}');
    else response.end(JSON.stringify({ name: KUBELET, tags }));
  });
  const { host } = new URL(url);
  const image = `${host}/acme/image-sysext`;
  const dir = repository(
    { 'components.json': SLOT, Dockerfile: `FROM ${image}:v1.34.9-2-azlinux3-x86-64@sha256:${'1'.repeat(64)}\n` },
    url,
    {
      extends: [DEFAULT_PRESET],
      hostRules: [{ matchHost: `https://${host}`, insecureRegistry: true }],
      packageRules: [
        { matchPackageNames: [KUBELET], registryUrls: [`${url}/elsewhere`] },
        { matchPackageNames: [image], overrideDatasource: 'docker' },
      ],
    },
  );
  const live = await runRenovate(dir);
  expect(live.branches.flatMap(({ edits }) => edits.map(({ file, after }) => [file, after]))).toEqual([
    ['Dockerfile', `FROM ${image}:v1.34.10-1-azlinux3-x86-64@${digest}\n`],
    ['components.json', expect.stringContaining('v1.34.10-1-azlinux3')],
  ]);
  const before = hosts().length;
  const replayed = await runRenovate(dir, { snapshot: live.snapshot });
  expect(replayed.branches).toEqual(live.branches);
  expect(hosts()).toHaveLength(before);
});
