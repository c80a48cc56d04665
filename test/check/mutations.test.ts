import { afterAll, expect, test } from 'vitest';
import type { Findings } from '../../src/check/schema.ts';
import { proofSize, recordProof, secondsSince } from '../proof/proof.ts';
import {
  CONFIG_DAMAGES,
  cleanConfig,
  cleanManifest,
  manifestDamages,
  mutatedManifests,
  TAGS,
  VERSIONS_ENV,
} from './mutations.cases.ts';
import { checkFiles, text } from './run-example.ts';

const CLEAN = { 'components.json': text(cleanManifest()), 'versions.env': VERSIONS_ENV };
const REGISTRY = { tags: TAGS };

/** In `npm test` every fifth configuration is damaged; in the long form all of them. */
const EVERY = proofSize('mutations', 5);
const CHOSEN = Object.entries(CONFIG_DAMAGES).filter((_, index) => index % EVERY === 0);
const started = performance.now();
let unnoticed = 0;

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
  unnoticed += unseen.length;
  expect(unseen).toEqual([]);
});

test('mutations of the manifest, each found by its lint', async () => {
  const mutations = mutatedManifests();
  const files = [...mutations].map(([file, { text: content }]) => [file, content]);
  const config = { extends: cleanConfig().extends };
  const { findings } = await checkFiles({ ...CLEAN, ...Object.fromEntries(files) }, config, {});
  const missed = [...mutations].filter(([file, { id }]) => !findings.some((one) => one.file === file && one.id === id));
  expect(missed.map(([, { name, id }]) => `${name}: ${id}`)).toEqual([]);
  expect(findings.filter(({ file }) => file === 'components.json')).toEqual([]);
});

afterAll(() => {
  const cases = manifestDamages().length + CHOSEN.length;
  const law = 'of all damages to a clean manifest or configuration, `check` tells';
  if (unnoticed === 0) recordProof({ name: 'damages', law, cases, seed: 0, seconds: secondsSince(started) });
});

test.each(CHOSEN)('a configuration with %s', async (_name, damage) => {
  const found = await checkFiles(CLEAN, damage(cleanConfig()), REGISTRY);
  if (!isSeen(found)) unnoticed += 1;
  expect(isSeen(found)).toBe(true);
});
