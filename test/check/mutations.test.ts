import { afterAll, afterEach, expect, test } from 'vitest';
import type { Findings } from '../../src/check/schema.ts';
import { proofSize, recordProof, secondsSince } from '../proof/proof.ts';
import {
  CONFIG_MUTATIONS,
  cleanConfig,
  cleanManifest,
  HARMLESS,
  type Mutation,
  mutatedManifests,
  TAGS,
  VERSIONS_ENV,
} from './mutations.cases.ts';
import { checkFiles, text } from './run-example.ts';

const CLEAN = { 'components.json': text(cleanManifest()), 'versions.env': VERSIONS_ENV };
const REGISTRY = { tags: TAGS };

/** `npm test` tries every fifth configuration, the long form all of them. */
const STEP = proofSize('mutations', 5);
const isChosen = (_: unknown, index: number) => index % STEP === 0;
const CHOSEN = Object.entries(CONFIG_MUTATIONS).filter(isChosen);
const CHOSEN_HARMLESS = Object.entries(HARMLESS).filter(isChosen);

const MANIFESTS = mutatedManifests();
const MANIFESTS_PER_RUN = 50;
/** A part takes a minute on two idle cores. */
const PART_TIMEOUT_MS = 600_000;
const PARTS = Array.from({ length: Math.ceil(MANIFESTS.length / MANIFESTS_PER_RUN) }, (_, part) => ({
  part,
  manifests: MANIFESTS.slice(part * MANIFESTS_PER_RUN, (part + 1) * MANIFESTS_PER_RUN),
}));

const TEST_COUNT = 1 + PARTS.length + CHOSEN.length + CHOSEN_HARMLESS.length;
let passed = 0;
const started = performance.now();

// The body of a test that timed out may still end, so that it cannot count itself.
afterEach(({ task }) => {
  if (task.result?.state === 'pass') passed += 1;
});

afterAll(() => {
  if (passed !== TEST_COUNT) return;
  recordProof({
    name: 'damages',
    law: 'each mutation of a clean manifest or configuration is found by its lint',
    cases: MANIFESTS.length + CHOSEN.length,
    seed: 0,
    seconds: secondsSince(started),
  });
});

const loud = ({ diagnostics: findings }: Findings) => findings.filter(({ severity }) => severity !== 'info');

function checkMutation({ change, files = {}, branches = [], untracked = {} }: Mutation): Promise<Findings> {
  const others = Object.fromEntries(Object.entries(files).map(([file, content]) => [file, text(content)]));
  return checkFiles({ ...CLEAN, ...others }, change(cleanConfig()), REGISTRY, { branches, untracked });
}

test('the clean repository does not have findings', async () => {
  const { diagnostics: findings } = await checkFiles(CLEAN, cleanConfig(), REGISTRY);
  expect(findings).toEqual([]);
});

const PART = 'mutations of the manifest are found by their lints, part $part';

test.each(PARTS)(PART, { timeout: PART_TIMEOUT_MS }, async ({ manifests }) => {
  const files = Object.fromEntries(manifests.map((one) => [one.file, one.text]));
  const { diagnostics: findings } = await checkFiles(
    { ...CLEAN, ...files },
    { extends: cleanConfig().extends },
    REGISTRY,
  );
  const missed = manifests.filter(({ file, id }) => !findings.some((one) => one.file === file && one.id === id));
  expect(missed.map(({ name, id }) => `${name}: ${id}`)).toEqual([]);
  expect(findings.filter(({ file }) => file === 'components.json')).toEqual([]);
});

test.each(CHOSEN)('a configuration with %s', async (_name, mutation) => {
  const { diagnostics: findings } = await checkMutation(mutation);
  expect(findings.map(({ id }) => id)).toContain(mutation.id);
});

test.each(CHOSEN_HARMLESS)('a valid configuration with %s', async (_name, change) => {
  expect(loud(await checkMutation({ id: '', change }))).toEqual([]);
});
