import { isOurs } from '../../presets/names.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Presets of this project without a tag. */
export const lint: Lint = {
  id: 'preset-unpinned',
  severity: 'info',
  title: 'A preset of aks-sysext-renovate is extended without a tag',
  impact: 'A change of the preset takes effect in the next run, before you can review the plan.',
  fix: 'Pin a release, such as github>your-org/aks-sysext-renovate#1.0.0. Renovate bumps the pin.',
  find: ({ inspection }) =>
    inspection.presets
      .filter(({ name, nested }) => !nested && isOurs(name) && !name.includes('#'))
      .map(({ name, via }) => ({ place: inConfig(inspection, via), message: `${name} is not pinned to a release` })),
  invalid: {
    config: { extends: [PRESET.replace(/#.*/, '')] },
    findings: [
      { file: 'renovate.json', line: 3, message: 'github>your-org/aks-sysext-renovate is not pinned to a release' },
    ],
  },
  valid: {},
};
