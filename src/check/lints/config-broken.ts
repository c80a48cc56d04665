import type { Lint } from '../lint.ts';
import type { Syntax } from '../place.ts';

/** Renovate reads comments and trailing commas in all but JSON5, which has more. */
function syntaxOf(file: string | null): Syntax {
  return file?.endsWith('.json5') ? 'json5' : 'jsonc';
}

/** A configuration that is not valid JSON. */
export const lint: Lint = {
  id: 'config-broken',
  severity: 'error',
  title: 'The configuration cannot be read',
  impact: 'Renovate opens an issue about it, and no pull request at all.',
  fix: 'Correct the syntax there.',
  find: ({ inspection }) =>
    inspection.broken === null
      ? []
      : [{ place: { file: inspection.file, invalid: syntaxOf(inspection.file) }, message: inspection.broken }],
  fires: { config: '{ "extends": [ }' },
  silent: {},
};
