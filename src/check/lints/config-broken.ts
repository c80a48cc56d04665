import { inConfig } from '../config-place.ts';
import type { Lint } from '../lint.ts';

/** The configuration is no JSON. */
export const lint: Lint = {
  id: 'config-broken',
  severity: 'error',
  title: 'The configuration cannot be read',
  leadsTo: 'Renovate opens an issue about it, and no pull request at all.',
  mend: 'Correct the syntax at the place that is named.',
  find: ({ inspection }) =>
    inspection.broken === null ? [] : [{ place: inConfig(inspection, []), message: inspection.broken }],
  fires: { config: '{ "extends": [ }' },
  silent: {},
};
