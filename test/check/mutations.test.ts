import { afterAll, describe, expect, test } from 'vitest';
import type { Findings } from '../../src/check/schema.ts';
import { proofSize, recordProof, secondsSince } from '../proof/proof.ts';
import {
  CONFIG_MUTATIONS,
  cleanConfig,
  cleanManifest,
  HARMLESS,
  type Mutation,
  manifestDamages,
  mutatedManifests,
  TAGS,
  VERSIONS_ENV,
} from './mutations.cases.ts';
import { checkFiles, text } from './run-example.ts';

const CLEAN = { 'components.json': text(cleanManifest()), 'versions.env': VERSIONS_ENV };
const REGISTRY = { tags: TAGS };

/** In `npm test` every fifth configuration is tried; in the long form all of them. */
const EVERY = proofSize('mutations', 5);
const isChosen = (_: unknown, index: number) => index % EVERY === 0;
const CHOSEN = Object.entries(CONFIG_MUTATIONS).filter(isChosen);
const CHOSEN_HARMLESS = Object.entries(HARMLESS).filter(isChosen);

/** So many manifests are checked in one run. */
const AT_ONCE = 50;
const started = performance.now();
let unnoticed = 0;

const loud = ({ diagnostics: findings }: Findings) => findings.filter(({ severity }) => severity !== 'info');

function checkMutation({ change, files = {}, branches = [], untracked = {} }: Mutation): Promise<Findings> {
  const others = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, text(content)]));
  return checkFiles({ ...CLEAN, ...others }, change(cleanConfig()), REGISTRY, { branches, untracked });
}

test('the clean repository is silent', async () => {
  const found = await checkFiles(CLEAN, cleanConfig(), REGISTRY);
  expect(found.diagnostics).toEqual([]);
});

describe('damages to the manifest', () => {
  const damages = manifestDamages();
  const parts = Array.from({ length: Math.ceil(damages.length / AT_ONCE) }, (_, part) => {
    return damages.slice(part * AT_ONCE, (part + 1) * AT_ONCE);
  });

  test.each(parts.map((part, index) => ({ part, index })))('part $index', async ({ part }) => {
    const files = part.map((damage, index) => [`d${index}/components.json`, damage.text]);
    const found = await checkFiles(Object.fromEntries(files), { extends: cleanConfig().extends }, REGISTRY);
    const seen = new Set(loud(found).map(({ file }) => file));
    const unseen = part.filter((_, index) => !seen.has(`d${index}/components.json`)).map(({ name }) => name);
    unnoticed += unseen.length;
    expect(unseen).toEqual([]);
  });
});

test('mutations of the manifest, each found by its lint', async () => {
  const mutations = mutatedManifests();
  const files = [...mutations].map(([file, { text: content }]) => [file, content]);
  const config = { extends: cleanConfig().extends };
  const { diagnostics: findings } = await checkFiles({ ...CLEAN, ...Object.fromEntries(files) }, config, {});
  const missed = [...mutations].filter(([file, { id }]) => !findings.some((one) => one.file === file && one.id === id));
  expect(missed.map(([, { name, id }]) => `${name}: ${id}`)).toEqual([]);
  expect(findings.filter(({ file }) => file === 'components.json')).toEqual([]);
});

afterAll(() => {
  const cases = manifestDamages().length + CHOSEN.length;
  const law = 'of all damages to a clean manifest or configuration, `check` tells';
  if (unnoticed === 0) recordProof({ name: 'damages', law, cases, seed: 0, seconds: secondsSince(started) });
});

test.each(CHOSEN)('a configuration with %s', async (_name, mutation) => {
  const ids = (await checkMutation(mutation)).diagnostics.map(({ id }) => id);
  if (!ids.includes(mutation.id)) unnoticed += 1;
  expect(ids).toContain(mutation.id);
});

test.each(CHOSEN_HARMLESS)('a right configuration with %s', async (_name, change) => {
  expect(loud(await checkMutation({ id: '', change }))).toEqual([]);
});
