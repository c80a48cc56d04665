import { UPSTREAM } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

const upstream = (field: string) => `$match(${field}, /^${UPSTREAM}-/).match`;

export const preset: Preset = {
  description:
    'Automerges bumps of the packaging revision alone; a pull request that also bumps a patch waits for people (beside the default preset, after it)',
  packageRules: [
    {
      description: 'Rebuilds of the same Kubernetes release',
      ...sysexts(),
      matchJsonata: [`${upstream('currentValue')} = ${upstream('newValue')}`],
      automerge: true,
    },
  ],
};
