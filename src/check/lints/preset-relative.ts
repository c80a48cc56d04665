import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { RELATIVE } from './preset-unresolved.ts';

/** Relative presets in a repository's own configuration. */
export const lint: Lint = {
  id: 'preset-relative',
  severity: 'error',
  title: 'A relative preset stands outside of a preset',
  impact: 'Renovate resolves such names inside of presets only; here it gives the configuration up.',
  fix: 'Write the whole name, such as local>owner/repository//path/to/preset.',
  find: ({ inspection }) =>
    inspection.presets.flatMap(({ name, via, error }) =>
      error !== null && RELATIVE.test(error)
        ? [{ place: inConfig(inspection, via), message: `${name} is relative to no preset` }]
        : [],
    ),
  fires: { config: { extends: [PRESET, './presets/own'] } },
  silent: {},
};
