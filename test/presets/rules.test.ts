import { describe, expect, test } from 'vitest';
import { bothArches, DEFAULT_PRESET, edited, KUBELET, proposals, REGISTRY, runScenario } from '../renovate/scenario.ts';

const GPU = 'aks/nvidia-driver-sysext';
const RULES = `${DEFAULT_PRESET}//presets/rules`;

/** A manager as teams have it: its template writes the registry's URL, and spaces of its own, into the file. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['components.json'],
  matchStrings: [
    '"renovateTag":\\s*"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"(?:[^}]*"previousLatestVersion":\\s*"(?<depType>[^"]+)")?',
  ],
  datasourceTemplate: 'docker',
  autoReplaceStringTemplate:
    '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n                "latestVersion": "{{{newValue}}}"{{#if depType}},\n                "previousLatestVersion": "{{{currentValue}}}"{{/if}}',
};

function file(latest: string, previous: string): string {
  return `[
              {
                "renovateTag": "OCI_registry=${REGISTRY}, name=${KUBELET}",
                "latestVersion": "${latest}",
                "previousLatestVersion": "${previous}"
              },
              {
                "renovateTag": "OCI_registry=${REGISTRY}, name=${GPU}",
                "latestVersion": "3.0.20260304"
              }
]\n`;
}

const TAGS = {
  [KUBELET]: bothArches([
    'v1.34.9-2-azlinux3',
    'v1.34.9-10-azlinux3',
    'v1.34.9-9-azlinux3',
    'v1.34.10-1-noble',
    'v1.35.0-1-azlinux3',
    'v1.34.10-rc.0-1-azlinux3',
  ]),
  [GPU]: ['3.0.20260304-x86-64', '3.0.20260304-arm64', '3.0.20260401-x86-64'],
};

describe('with a manager of their own that writes the URL back', () => {
  test('bumps stay in distro and minor; the edit changes version strings only; GPU sysexts are left alone', async () => {
    const config = { extends: [RULES], customManagers: [OWN_MANAGER] };
    const answer = await runScenario({
      files: { 'components.json': file('v1.34.9-2-azlinux3', 'v1.34.8-1-azlinux3') },
      tags: TAGS,
      config,
    });
    expect(proposals(answer)).toEqual({ [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.9-10-azlinux3' });
    expect(edited(answer, 'components.json')).toBe(file('v1.34.9-10-azlinux3', 'v1.34.9-2-azlinux3'));
  });

  test('one arch is looked at: a version without arm64 is proposed', async () => {
    const config = { extends: [RULES], customManagers: [OWN_MANAGER] };
    const tags = { ...TAGS, [KUBELET]: [...TAGS[KUBELET], 'v1.34.11-1-azlinux3-x86-64'] };
    const answer = await runScenario({
      files: { 'components.json': file('v1.34.9-2-azlinux3', 'v1.34.8-1-azlinux3') },
      tags,
      config,
    });
    expect(proposals(answer)).toEqual({ [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.11-1-azlinux3' });
  });
});

describe('with the datasource of these presets', () => {
  const manager = {
    customType: 'regex',
    managerFilePatterns: ['versions.env'],
    matchStrings: ['(?<packageName>\\S+-sysext)=(?<currentValue>\\S+)'],
    datasourceTemplate: 'custom.aks-sysext',
    registryUrlTemplate: `${REGISTRY}/v2/{{{packageName}}}/tags/list`,
  };

  test.each([
    ['v1.34.9-2-azlinux3', 'v1.34.9-10-azlinux3'],
    ['v1.34.9-2-azlinux3-arm64', 'v1.34.9-10-azlinux3-arm64'],
  ])('every arch is looked at: %s -> %s', async (from, to) => {
    const tags = { [KUBELET]: [...TAGS[KUBELET], 'v1.34.11-1-azlinux3-x86-64', 'v1.34.12-1-azlinux3-arm64'] };
    const config = { extends: [RULES], customManagers: [manager] };
    const answer = await runScenario({ files: { 'versions.env': `${KUBELET}=${from}\n` }, tags, config });
    expect(proposals(answer)).toEqual({ [`${KUBELET} ${from}`]: to });
    expect(edited(answer, 'versions.env')).toBe(`${KUBELET}=${to}\n`);
  });
});

test('the current tag has gone while another distro has the same build: bumps go on', async () => {
  const config = { extends: [RULES], customManagers: [OWN_MANAGER] };
  const tags = { ...TAGS, [KUBELET]: bothArches(['v1.34.9-2-noble', 'v1.34.10-1-azlinux3', 'v1.34.11-1-noble']) };
  const answer = await runScenario({
    files: { 'components.json': file('v1.34.9-2-azlinux3', 'v1.34.8-1-azlinux3') },
    tags,
    config,
  });
  expect(proposals(answer)).toEqual({ [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.10-1-azlinux3' });
});
