import { beforeAll, describe, expect, test } from 'vitest';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, DEFAULT_PRESET, manifest, runScenario, type Scenario } from '../renovate/scenario.ts';

/** Slots whose tag has gone, with `rollbackPrs` on: what Renovate goes back to, and what it goes on to. */
const CASES: readonly { name: string; from: string; tags: readonly string[]; rollback?: string; patch?: string }[] = [
  {
    name: 'back within the distro, though another one has the same build',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-noble', 'v1.34.9-1-noble', 'v1.34.9-1-azlinux3'],
    rollback: 'v1.34.9-1-azlinux3',
  },
  {
    name: 'never to another distro',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-1-noble', 'v1.34.8-1-azlinux4'],
  },
  {
    name: 'never to another minor',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.33.9-1-azlinux3', 'v1.35.0-1-azlinux3'],
  },
  {
    name: 'never to a version with an arch missing',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-1-azlinux3-x86-64', 'v1.34.8-1-azlinux3'],
    rollback: 'v1.34.8-1-azlinux3',
  },
  {
    name: 'no rollback while the tag is there',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.34.9-3-noble'],
  },
];

function scenario(config: object): Scenario {
  return {
    config,
    files: {
      'components.json': manifest(CASES.map(({ from }, i) => ({ repository: `case/${i}/some-sysext`, latest: from }))),
    },
    tags: Object.fromEntries(CASES.map(({ tags }, i) => [`case/${i}/some-sysext`, bothArches(tags)])),
  };
}

function updatesOf(answer: RenovateResult, index: number): Record<string, string> {
  const deps = answer.packageFiles.flatMap((file) => file.deps);
  const dep = deps.find(({ packageName }) => packageName === `case/${index}/some-sysext`);
  return Object.fromEntries(dep?.updates.map(({ updateType, newValue }) => [updateType, newValue]) ?? []);
}

describe('with rollbackPrs on', () => {
  let answer: RenovateResult;
  beforeAll(async () => {
    answer = await runScenario(scenario({ extends: [DEFAULT_PRESET], rollbackPrs: true }));
  });

  test.each(CASES.map((one, index) => ({ ...one, index })))('$name', ({ index, rollback, patch }) => {
    expect(updatesOf(answer, index)).toEqual({
      ...(rollback === undefined ? {} : { rollback }),
      ...(patch === undefined ? {} : { patch }),
    });
  });
});

test('by the rules alone, where the list holds every distro, there is no rollback', async () => {
  const config = {
    extends: [`${DEFAULT_PRESET}//presets/rules`],
    rollbackPrs: true,
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['components.json'],
        matchStrings: ['name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"'],
        datasourceTemplate: 'custom.aks-sysext',
        registryUrlTemplate: 'https://registry.example/v2/{{packageName}}/tags/list',
      },
    ],
  };
  const answer = await runScenario(scenario(config));
  expect(answer.packageFiles.flatMap((file) => file.deps).filter(({ updates }) => updates.length > 0)).toEqual([]);
});
