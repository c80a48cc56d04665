import { afterAll, beforeAll, expect, test } from 'vitest';
import { requiredArches } from '../../src/analysis/arches.ts';
import { CHAPTERS } from '../../src/check/catalogue.ts';
import type { Facts } from '../../src/check/facts.ts';
import type { Found } from '../../src/check/lint.ts';
import { mergeSlots } from '../../src/check/merge-slots.ts';
import { formatPath } from '../../src/manifest/path.ts';
import { ARCHES_BY_DEFAULT } from '../../src/presets/parts/arches.ts';
import type { Inspection } from '../../src/renovate/messages.ts';
import { type Inspector, startInspector } from '../renovate/in-process.ts';
import { CASES, TWO } from './configurations.cases.ts';

/*
 * What is found in configurations, by the lints that need no more than the configuration and the manifests. Renovate runs
 * in this process, and looks nothing up.
 */

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
afterAll(() => inspector.close());

const LINTS = CHAPTERS.filter(({ title }) => title === 'Dependencies and pull requests').flatMap(({ lints }) => lints);
const FAILED = CHAPTERS.flatMap(({ lints }) => lints).filter(({ id }) => id === 'renovate-failed');

/** Of all facts, those that the lints of this file look at. */
function factsFor(inspection: Inspection, datasourcePreset: string | undefined): Facts {
  const answer = { customManagers: [], files: [], packageFiles: [], ...(datasourcePreset && { datasourcePreset }) };
  const arches = requiredArches(answer) ?? ARCHES_BY_DEFAULT;
  return { inspection, answer, arches, slots: [], release: null } as unknown as Facts;
}

function placeOf({ place: { file, path, text } }: Found): string {
  return path === undefined || path.length === 0 ? String(file) : text === undefined ? formatPath(path) : String(file);
}

test.each(CASES)('$name', async ({ config, manifests = { 'components.json': TWO }, found, message }) => {
  const files = Object.entries(manifests).map(([file, content]) => [file, JSON.stringify(content, null, 2)]);
  const inspection = await inspector.inspect(config, Object.fromEntries(files));
  const facts = factsFor(inspection, inspector.datasourcePreset());
  const all = [...LINTS, ...FAILED].flatMap((lint) =>
    mergeSlots(lint.find(facts)).map((one) => {
      return { text: `${one.severity ?? lint.severity} ${lint.id} ${placeOf(one)}`, message: one.message };
    }),
  );
  expect(all.map(({ text }) => text)).toEqual(found.map((text) => expect.stringContaining(text)));
  if (message !== undefined) expect(all[0]?.message).toMatch(message);
});
