import { CORRECT_SYNTAX } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import type { Syntax } from '../place.ts';

/** Renovate accepts comments and trailing commas in every configuration file, and more in JSON5 files. */
function syntaxOf(file: string | null): Syntax {
  return file?.endsWith('.json5') ? 'json5' : 'jsonc';
}

/** A configuration that is not valid JSON. */
export const lint: Lint = {
  id: 'config-broken',
  severity: 'error',
  title: 'The configuration cannot be parsed',
  impact: 'Renovate opens an issue that reports the error, and stops opening pull requests.',
  fix: CORRECT_SYNTAX,
  find: ({ inspection }) =>
    inspection.broken === null
      ? []
      : [{ place: { file: inspection.file, invalid: syntaxOf(inspection.file) }, message: inspection.broken }],
  invalid: {
    config: '{ "extends": [ }',
    findings: [
      { file: 'renovate.json', line: 1, message: 'Invalid JSON (parsing failed): Syntax error near ends": [ }' },
    ],
  },
  valid: {},
};
