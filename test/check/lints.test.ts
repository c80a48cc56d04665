import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LINTS } from '../../src/check/catalogue.ts';
import { KUBELET_TAGS, PRESET } from '../../src/check/examples.ts';
import type { Example, Lint } from '../../src/check/lint.ts';
import { type Findings, Findings as FindingsSchema } from '../../src/check/schema.ts';
import { checkFiles, runExample, text } from './run-example.ts';

/** Examples that are a manifest alone are checked in one run, each in a folder of its own. */
const isManifestAlone = (example: Example) => Object.keys(example).every((key) => key === 'manifest');
const ALONE = LINTS.filter(
  ({ fires, silent, asksRegistry }) => isManifestAlone(fires) && isManifestAlone(silent) && !asksRegistry,
);
const OTHERS = LINTS.filter((lint) => !ALONE.includes(lint));

describe('manifests', () => {
  let found: Findings;
  beforeAll(async () => {
    const files = ALONE.flatMap(({ id, fires, silent }) => [
      [`${id}/fires/components.json`, text(fires.manifest)],
      [`${id}/silent/components.json`, text(silent.manifest)],
    ]);
    found = await checkFiles(Object.fromEntries(files), { extends: [PRESET] }, {});
  });

  test.each(ALONE)('$id', ({ id, severity }) => {
    const own = found.diagnostics.filter((one) => one.id === id);
    expect(own.filter(({ file }) => file === `${id}/fires/components.json`)).not.toEqual([]);
    expect(own.filter(({ file }) => file === `${id}/silent/components.json`)).toEqual([]);
    expect(own[0]).toMatchObject({ severity, line: expect.any(Number), column: expect.any(Number) });
  });
});

const runs = new Map<string, Promise<Findings>>();

/** Many lints are silent on the same example. */
function findingsFor({ asksRegistry }: Lint, example: Example): Promise<Findings> {
  const whole = asksRegistry ? { tags: KUBELET_TAGS, ...example } : example;
  const key = JSON.stringify(whole);
  const run = runs.get(key) ?? runExample(whole);
  runs.set(key, run);
  return run;
}

describe('configurations and registries', () => {
  test.each(OTHERS)('$id', async (lint) => {
    const { id, fires, silent } = lint;
    const own = ({ diagnostics: findings }: Findings) => findings.filter((one) => one.id === id);
    const [one] = own(await findingsFor(lint, fires));
    expect(one).toMatchObject({ id, line: expect.any(Number), column: expect.any(Number) });
    expect(own(await findingsFor(lint, silent))).toEqual([]);
  });
});

test('an example on which everything is silent', async () => {
  const found = FindingsSchema.parse(await runExample({ tags: KUBELET_TAGS }));
  expect(found).toEqual({ schemaVersion: 2, diagnostics: [], skipped: [] });
});

test('each lint is one file, listed once', () => {
  const files = readdirSync(path.resolve(import.meta.dirname, '../../src/check/lints')).map((file) =>
    file.replace('.ts', ''),
  );
  expect(LINTS.map(({ id }) => id).sort()).toEqual(files.sort());
});
