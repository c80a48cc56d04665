import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { RELATIVE } from './preset-unresolved.ts';

/** Relative presets in a repository's own configuration. */
export const lint: Lint = {
  id: 'preset-relative',
  severity: 'error',
  title: 'A relative preset is extended outside a preset',
  impact: 'Renovate resolves relative names inside presets only. It rejects the configuration of the repository.',
  fix: 'Write the full name, such as local>owner/repository//path/to/preset.',
  find: ({ inspection }) =>
    inspection.presets.flatMap(({ name, via, error }) =>
      error !== null && RELATIVE.test(error)
        ? [{ place: inConfig(inspection, via), message: `${name} is relative, but not inside a preset` }]
        : [],
    ),
  invalid: {
    config: { extends: [PRESET, './presets/own'] },
    findings: [{ file: 'renovate.json', line: 4, message: './presets/own is relative, but not inside a preset' }],
  },
  valid: {},
};
