import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/analysis/diagnostic.ts';
import { LINTS } from '../../src/check/catalogue.ts';
import { KUBELET_TAGS, PRESET } from '../../src/check/examples.ts';
import type { Example, Lint } from '../../src/check/lint.ts';
import type { Findings } from '../../src/check/schema.ts';
import { checkFiles, runExample, text } from './run-example.ts';

/** Examples that only have a manifest are checked in one run, each in its own directory. */
const isManifestOnly = ({ invalid: { findings: _, ...invalid }, valid }: Lint) =>
  [invalid, valid].every((example) => Object.keys(example).every((key) => key === 'manifest'));
const MANIFEST_LINTS = LINTS.filter((lint) => isManifestOnly(lint) && !lint.asksRegistry);
const OTHER_LINTS = LINTS.filter((lint) => !MANIFEST_LINTS.includes(lint));

/** The expected findings of the invalid example, with the lint's own values where they are not given. */
function expectedOf({ severity, fix, invalid }: Lint) {
  return invalid.findings.map((expected) => ({ severity, fix, ...expected }));
}

/** The parts of a lint's findings that an example states. */
function actualOf({ id }: Lint, findings: readonly Diagnostic[]) {
  return findings
    .filter((finding) => finding.id === id)
    .map(({ severity, file, line, message, fix }) => ({ severity, file, line, message, fix }));
}

describe('manifests', () => {
  let findings: readonly Diagnostic[];
  beforeAll(async () => {
    const files = MANIFEST_LINTS.flatMap(({ id, invalid, valid }) => [
      [`${id}/invalid/components.json`, text(invalid.manifest)],
      [`${id}/valid/components.json`, text(valid.manifest)],
    ]);
    ({ diagnostics: findings } = await checkFiles(Object.fromEntries(files), { extends: [PRESET] }, {}));
  });

  test.each(MANIFEST_LINTS)('$id', (lint) => {
    const actualIn = (directory: string) =>
      actualOf(lint, findings).flatMap(({ file, ...rest }) => {
        const prefix = `${lint.id}/${directory}/`;
        return file?.startsWith(prefix) ? [{ ...rest, file: file.slice(prefix.length) }] : [];
      });
    expect(actualIn('invalid')).toEqual(expectedOf(lint));
    expect(actualIn('valid')).toEqual([]);
  });
});

const runs = new Map<string, Promise<Findings>>();

/** Many lints have the same valid example, which is checked once. */
function findingsFor({ asksRegistry }: Lint, example: Example): Promise<Findings> {
  const complete = asksRegistry ? { tags: KUBELET_TAGS, ...example } : example;
  const key = JSON.stringify(complete);
  const run = runs.get(key) ?? runExample(complete);
  runs.set(key, run);
  return run;
}

describe('configurations and registries', () => {
  test.each(OTHER_LINTS)('$id', async (lint) => {
    const { findings: _, ...invalid } = lint.invalid;
    expect(actualOf(lint, (await findingsFor(lint, invalid)).diagnostics)).toEqual(expectedOf(lint));
    expect(actualOf(lint, (await findingsFor(lint, lint.valid)).diagnostics)).toEqual([]);
  });
});

test('a repository without findings', async () => {
  expect(await runExample({ tags: KUBELET_TAGS })).toEqual({ schemaVersion: 2, diagnostics: [], skipped: [] });
});

test('each lint is one file, listed once', () => {
  const files = readdirSync(path.resolve(import.meta.dirname, '../../src/check/lints')).map((file) =>
    file.replace('.ts', ''),
  );
  expect(LINTS.map(({ id }) => id).sort()).toEqual(files.sort());
});
