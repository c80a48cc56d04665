import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CONFIGURATIONS, RULE_COUNT } from './many-owners.cases.ts';
import { checkFiles } from './run-example.ts';

const MANIFEST = readFileSync(path.resolve(import.meta.dirname, '../fixtures/agentbaker/components.json'), 'utf8');

test('it is as large as a real one', () => expect(RULE_COUNT).toBe(44));

test.each(CONFIGURATIONS)('$name: no error, and what there is to know', async ({ config, found }) => {
  const { diagnostics: findings } = await checkFiles({ 'parts/common/components.json': MANIFEST }, config, {});
  const kinds = new Set(findings.map(({ id, severity }) => `${severity} ${id}`));
  expect([...kinds].sort()).toEqual(found);
});
