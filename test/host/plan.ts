import { Plan } from '../../src/analysis/schema.ts';
import { componentName } from '../../src/sysext/component.ts';
import { parseVersion } from '../../src/sysext/tag.ts';
import { REGISTRY, type Slot } from '../renovate/scenario.ts';

/** A slot that is bumped. */
export interface Bump extends Slot {
  readonly to: string;
}

/** A plan of one pull request that bumps the slots of a file, or of none. */
export function makePlan(bumps: readonly Bump[] = [], file = 'components.json'): Plan {
  const upgrades = bumps.map(({ repository, latest, to }) => {
    const arch = parseVersion(to)?.arch;
    const reference = `${new URL(REGISTRY).host}/${repository}:${to}`;
    return {
      ...{ file, slot: 'a slot', package: repository, component: componentName(repository) ?? null },
      ...{ from: latest, to, updateType: 'patch', distro: null, minor: null },
      artifacts: arch === undefined ? [] : [{ arch, reference }],
    };
  });
  const request = {
    ...{
      branch: 'a',
      baseBranch: null,
      draft: false,
      labels: [],
      title: 'a',
      group: null,
      automerge: false,
      waitsFor: null,
      notes: '',
      diff: '',
    },
    ...{ reviewers: [], assignees: [], upgrades },
  };
  return Plan.parse({
    schemaVersion: 2,
    ...{ renovate: { version: '44.0.0', re2: true }, preset: { source: 'here' } },
    pullRequests: bumps.length === 0 ? [] : [request],
    ...{ skipped: [], diagnostics: [], slots: [], published: [], others: 0 },
  });
}
