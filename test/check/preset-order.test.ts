import { describe, expect, test } from 'vitest';
import { KUBELET_TAGS, PRESET, subPreset } from '../../src/check/examples.ts';
import type { Facts } from '../../src/check/facts.ts';
import { lint } from '../../src/check/lints/preset-order.ts';
import { publishedFile } from '../../src/presets/names.ts';
import { runExample } from './run-example.ts';

const OURS = 'github>acme/aks-sysext-renovate';

describe('presets of this project', () => {
  test.each([
    [OURS, 'default.json'],
    [`${OURS}#0.1.0`, 'default.json'],
    [`${OURS}:default`, 'default.json'],
    [`${OURS}//default`, 'default.json'],
    [`${OURS}//presets/lts-hold`, 'presets/lts-hold.json'],
    [`${OURS}//presets/lts-hold#0.1.0`, 'presets/lts-hold.json'],
    [`${OURS}//presets/lts-hold.json#0.1.0`, 'presets/lts-hold.json'],
    [`${OURS}:presets/lts-hold#0.1.0`, 'presets/lts-hold.json'],
    [`${OURS}//presets/owners#0.1.0(team:nodes)`, 'presets/owners.json'],
    [`${OURS}//presets/owners(a#b)`, 'presets/owners.json'],
    ['local>any/aks-sysext-renovate//presets/docker', 'presets/docker.json'],
    ['local>aks-sysext-renovate//presets/docker', 'presets/docker.json'],
    ['gitlab>group/below/aks-sysext-renovate//presets/docker#1', 'presets/docker.json'],
    ['gitea>any/aks-sysext-renovate', 'default.json'],
    ['github>acme/renovate-config', undefined],
    ['github>acme/aks-sysext-renovate-config', undefined],
    ['github>acme/my-aks-sysext-renovate', undefined],
    ['github>aks-sysext-renovate/config//presets/docker', undefined],
    ['github>acme/config#aks-sysext-renovate', undefined],
    ['config:best-practices', undefined],
    [':semanticCommits', undefined],
  ])('%s is %s', (preset, file) => {
    expect(publishedFile(preset)).toBe(file);
  });
});

/** What is extended, each below `extends` or, with `via`, brought by what stands there. */
type Extends = readonly (string | { readonly name: string; readonly via: number })[];

function messagesOf(list: Extends): [path: unknown, message: string][] {
  const presets = list.map((one, index) => {
    const [name, via] = typeof one === 'string' ? [one, index] : [one.name, one.via];
    return { name, via: ['extends', via], nested: typeof one !== 'string', error: null };
  });
  const facts = { inspection: { file: 'renovate.json', presets } } as unknown as Facts;
  return lint.find(facts).map(({ place, message }) => [place.path, message]);
}

const below = (name: string) => `${OURS}//presets/${name}`;

/** What is extended, and what is found, with the place of the entry. */
const CASES: readonly { name: string; list: Extends; found: [path: unknown, message: string][] }[] = [
  { name: 'nothing of ours', list: ['config:recommended', ':semanticCommits'], found: [] },
  {
    name: 'the order of the documentation',
    list: ['config:best-practices', OURS, below('annotations'), below('lts-hold')],
    found: [],
  },
  { name: 'a narrowing preset before annotations', list: [OURS, below('lts-hold'), below('annotations')], found: [] },
  {
    name: 'before the default preset, on different forges and owners',
    list: ['local>other/aks-sysext-renovate//presets/lts-hold', `${OURS}#1.0.0`],
    found: [
      [
        ['extends', 0],
        `presets/lts-hold is extended before the default preset: the correct order is ${OURS}#1.0.0, local>other/aks-sysext-renovate//presets/lts-hold`,
      ],
    ],
  },
  {
    name: 'two of them',
    list: [below('x86-64-only'), below('automerge-revisions'), OURS],
    found: [
      [
        ['extends', 0],
        `presets/x86-64-only is extended before the default preset: the correct order is ${OURS}, ${below('x86-64-only')}`,
      ],
      [
        ['extends', 1],
        `presets/automerge-revisions is extended before the default preset: the correct order is ${OURS}, ${below('automerge-revisions')}`,
      ],
    ],
  },
  {
    name: 'the default preset a second time, behind the others',
    list: [OURS, below('per-minor'), OURS],
    found: [
      [
        ['extends', 1],
        `presets/per-minor is extended before the default preset: the correct order is ${OURS}, ${below('per-minor')}`,
      ],
    ],
  },
  {
    name: "one architecture beside docker's",
    list: [OURS, below('arm64-only'), below('docker')],
    found: [
      [
        ['extends', 2],
        'presets/arm64-only and presets/docker cannot be combined: presets/docker looks up the tags of x86-64 only, and links both architectures',
      ],
    ],
  },
  {
    name: 'two single architectures',
    list: [OURS, below('arm64-only'), below('x86-64-only')],
    found: [
      [
        ['extends', 2],
        'presets/arm64-only and presets/x86-64-only cannot be combined: each requires another architecture',
      ],
    ],
  },
  {
    name: 'a preset of the team that brings the default preset too late',
    list: [below('lts-hold'), 'local>acme/config', { name: OURS, via: 1 }],
    found: [
      [
        ['extends', 0],
        `presets/lts-hold is extended before the default preset: the correct order is local>acme/config, ${below('lts-hold')}`,
      ],
    ],
  },
  {
    name: 'both in one preset of the team',
    list: ['local>acme/config', { name: below('lts-hold'), via: 0 }, { name: OURS, via: 0 }],
    found: [
      [
        ['extends', 0],
        `presets/lts-hold is extended before the default preset: the correct order is ${OURS}, ${below('lts-hold')}`,
      ],
    ],
  },
  {
    name: 'digests that are pinned by a preset behind docker',
    list: [OURS, below('docker'), 'config:best-practices', { name: 'docker:pinDigests', via: 2 }],
    found: [
      [
        ['extends', 1],
        `presets/docker is extended before docker:pinDigests: the correct order is config:best-practices, ${below('docker')}`,
      ],
    ],
  },
];

test.each(CASES)('$name', ({ list, found }) => {
  expect(messagesOf(list)).toEqual(found);
});

/** A manager that looks sysexts up by docker, on a registry of which presets/rules has no URL. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/components\\.json$/'],
  matchStrings: [
    '"renovateTag": "OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
  ],
  datasourceTemplate: 'docker',
};

describe('in a check', () => {
  test.each([
    {
      name: 'presets before the default preset',
      config: { extends: [subPreset('lts-hold'), subPreset('per-minor'), PRESET] },
      found: ['preset-order 3', 'preset-order 4'],
    },
    {
      name: 'digests that are pinned last, with a manager of its own',
      config: { extends: [subPreset('rules'), 'config:best-practices'], customManagers: [OWN_MANAGER] },
      found: ['digest-pinned'],
    },
    {
      name: 'digests that are pinned last, of what the custom datasource looks up',
      config: { extends: [PRESET, 'config:best-practices'] },
      found: [],
    },
    {
      name: 'digests that are pinned first',
      config: { extends: ['config:best-practices', subPreset('rules')], customManagers: [OWN_MANAGER] },
      found: [],
    },
  ])('$name', async ({ config, found }) => {
    const { diagnostics: findings } = await runExample({ config, tags: KUBELET_TAGS });
    const own = findings.filter(({ id }) => id === 'preset-order' || id === 'digest-pinned');
    expect(own.map(({ id, line }) => (id === 'preset-order' ? `${id} ${line}` : id))).toEqual(found);
  });
});
