import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getPrUpdatesTable } from 'renovate/dist/workers/repository/update/pr/body/updates-table.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, DEFAULT_PRESET, edited, KUBELET, REGISTRY, writeScenario } from '../renovate/scenario.ts';
import { applied, type Config, extended } from './package-rules.ts';

const HOST = REGISTRY.replace('https://', '');
const FROM = 'v1.34.9-1-azlinux3';
const TO = 'v1.34.10-1-azlinux3';

/** The digest that the registry has for a tag. */
const digestOf = (tag: string) => `sha256:${createHash('sha256').update(tag).digest('hex')}`;

/** A registry that has tags, and a manifest with a digest for each. */
async function serve(tags: readonly string[]) {
  const server = createServer((request, response) => {
    const [, what, reference = ''] = /\/(tags|manifests)\/(.+?)(?:\?.*)?$/.exec(request.url ?? '') ?? [];
    const isKnown = what !== 'manifests' || tags.includes(reference);
    const type = 'application/vnd.oci.image.manifest.v1+json';
    response.writeHead(isKnown ? 200 : 404, { 'Content-Type': type, 'Docker-Content-Digest': digestOf(reference) });
    response.end(JSON.stringify(what === 'tags' ? { name: KUBELET, tags } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const fill = (text: string, version: string) => {
  return text
    .replaceAll(/TAG(-\S+?)?@DIGEST/g, (_, arch = '') => `${version}${arch}@${digestOf(version + arch)}`)
    .replaceAll('TAG', version);
};

const COMMENT = `# renovate: sysext=${HOST}/${KUBELET}`;
const FILES: Readonly<Record<string, string>> = {
  'install.sh': `${COMMENT}\nIMAGE="${HOST}/${KUBELET}:TAG-x86-64@DIGEST"\n`,
  'node.yaml': `${COMMENT}\nimage: ${HOST}/${KUBELET}:TAG-arm64@DIGEST\n`,
  Dockerfile: `${COMMENT}\nFROM ${HOST}/${KUBELET}:TAG-x86-64@DIGEST\n`,
  'other/Dockerfile': `FROM ${HOST}/${KUBELET}:TAG-x86-64@DIGEST\n`,
};

describe.each([
  ['presets/annotations', ['presets/annotations']],
  ['presets/annotations and presets/docker', ['presets/annotations', 'presets/docker']],
  ['presets/rules and presets/annotations', ['presets/rules', 'presets/annotations']],
])('with %s, a digest', (_, presets) => {
  let answer: RenovateResult;
  let close: () => void;
  beforeAll(async () => {
    const { server, host } = await serve(bothArches([FROM, TO, 'v1.34.10-1-noble']));
    close = () => server.close();
    const config = { extends: presets.map((one) => `${DEFAULT_PRESET}//${one}`) };
    const files = Object.entries(FILES).map(([file, text]) => [file, fill(text, FROM).replaceAll(HOST, host)]);
    const dir = writeScenario({ files: Object.fromEntries(files), tags: {}, config }, '');
    const hostRules = JSON.stringify([{ matchHost: `https://${host}`, insecureRegistry: true }]);
    answer = await runRenovate(dir, { env: { RENOVATE_HOST_RULES: hostRules } });
    answer = JSON.parse(JSON.stringify(answer).replaceAll(host, HOST));
    rmSync(dir, { recursive: true });
  });
  afterAll(() => close());

  test.each(Object.entries(FILES))('in %s moves with its tag', (file, text) => {
    expect(edited(answer, file)).toBe(fill(text, TO));
  });

  test('nothing fails', () => {
    expect(answer.branches.flatMap(({ failed }) => failed)).toEqual([]);
    expect(answer.packageFiles.flatMap(({ deps }) => deps.flatMap(({ warnings }) => warnings))).toEqual([]);
  });
});

/** The updates of two managers for one annotated line of a Dockerfile. */
const READ_TWICE: readonly Config[] = [
  {
    manager: 'regex',
    datasource: 'custom.aks-sysext',
    packageName: KUBELET,
    registryUrls: [`https://mcr.microsoft.com/v2/${KUBELET}/tags/list`],
  },
  { manager: 'dockerfile', datasource: 'docker', packageName: `mcr.microsoft.com/${KUBELET}`, depType: 'final' },
].map((one) => {
  const depName = `mcr.microsoft.com/${KUBELET}`;
  return { ...one, depName, depNameLinked: depName, currentValue: `${FROM}-x86-64` };
});

test.each([
  ['annotations', 'custom.AKS-sysext'],
  ['annotations docker', 'docker'],
])('a line that two managers read is one row of the pull request: %s', async (presets, datasource) => {
  const config = extended(presets.split(' ').map((name) => `presets/${name}.json`));
  const upgrades = await Promise.all(
    READ_TWICE.map(async (dep) => ({ ...(await applied(config, dep)), newValue: `${TO}-x86-64`, updateType: 'patch' })),
  );
  expect(upgrades.map((one) => (one as Config)['datasource'])).toEqual([datasource, datasource]);
  const table: string = getPrUpdatesTable({ ...config, upgrades });
  expect(table.match(/kubelet-sysext/g)).toHaveLength(1);
});
