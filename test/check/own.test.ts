import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PRESET, REGISTRY } from '../../src/check/examples.ts';
import { CATALOGUE } from '../../src/presets/catalogue.ts';
import { checkFiles } from './run-example.ts';

const MANIFEST = readFileSync(
  path.resolve(import.meta.dirname, '../../examples/manifest/parts/common/components.json'),
  'utf8',
)
  .replaceAll('https://mcr.microsoft.com', REGISTRY)
  .replaceAll('mcr.microsoft.com/', 'registry.example/');

/** Every published preset, each beside the default one where it does not stand for it. */
const PRESETS = Object.entries(CATALOGUE).map(([file, { facts }]) => {
  const args = facts?.parameters === undefined ? '' : '(azlinux3)';
  const name = file === 'default.json' ? PRESET : `${PRESET.replace('#', `//${file.replace('.json', '')}#`)}${args}`;
  return { file, presets: [...new Set([PRESET, name])] };
});

test.each(PRESETS)('$file has no pattern, template, name or rule that is wrong', async ({ presets }) => {
  const { diagnostics: findings } = await checkFiles({ 'components.json': MANIFEST }, { extends: presets }, {});
  // The example's kubectl 1.36 was published a patch behind kubelet, and has no previous version yet. presets/docker has a note of what it does not check.
  const loud = findings.filter(({ severity }) => severity !== 'info');
  expect(loud.map(({ id }) => id)).toEqual(['previous-missing', 'skew']);
});
