import { expect, test } from 'vitest';
import type { Findings } from '../../src/check/schema.ts';
import { CONFIG_DAMAGES, cleanConfig, cleanManifest, manifestDamages, TAGS, VERSIONS_ENV } from './mutations.cases.ts';
import { checkFiles, text } from './run-example.ts';

const CLEAN = { 'components.json': text(cleanManifest()), 'versions.env': VERSIONS_ENV };
const REGISTRY = { tags: TAGS };

/** Damages that nothing tells of, and why that is so. */
const UNSEEN: Readonly<Record<string, string>> = {};

/** In `npm test` every fifth configuration is damaged; in the long form all of them. */
const EVERY = process.env['PROOF_MUTATIONS'] === undefined ? 5 : 1;

const isSeen = ({ findings }: Findings) => findings.some(({ severity }) => severity !== 'info');

test('the clean repository is silent', async () => {
  const found = await checkFiles(CLEAN, cleanConfig(), REGISTRY);
  expect(found.findings).toEqual([]);
});

test('damages to the manifest', async () => {
  const damages = manifestDamages();
  const files = damages.map((damage, index) => [`d${index}/components.json`, damage.text]);
  const { findings } = await checkFiles(Object.fromEntries(files), { extends: cleanConfig().extends }, REGISTRY);
  const seen = new Set(findings.filter(({ severity }) => severity !== 'info').map(({ file }) => file));
  const unseen = damages.filter((_, index) => !seen.has(`d${index}/components.json`)).map(({ name }) => name);
  expect(unseen).toEqual([]);
});

test.concurrent.each(Object.entries(CONFIG_DAMAGES).filter((_, index) => index % EVERY === 0))(
  'a configuration with %s',
  async (name, damage) => {
    const found = await checkFiles(CLEAN, damage(cleanConfig()), REGISTRY);
    expect(isSeen(found)).toBe(!Object.hasOwn(UNSEEN, name));
  },
);
