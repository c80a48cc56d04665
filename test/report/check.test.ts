import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/analysis/diagnostic.ts';
import { LINTS } from '../../src/check/catalogue.ts';
import type { Findings } from '../../src/check/schema.ts';
import { checkMarkdown } from '../../src/report/check-markdown.ts';
import { checkText } from '../../src/report/check-text.ts';
import { checkSarif } from '../../src/report/sarif.ts';
import { PLAIN } from '../../src/report/terminal.ts';
import { readMarkdown } from './markdown-reading.ts';
import { ATTACKS, COMMAND, INVISIBLE } from './sample-plan.ts';

const finding: Diagnostic = {
  id: 'skew',
  severity: 'warning',
  file: 'parts/common/components.json',
  line: 12,
  column: 34,
  path: ['Packages', 3, 'latestVersion'],
  package: null,
  message: 'kubectl v1.34.9-5-azlinux3 and kubelet v1.34.10-1-azlinux3 have different patches',
  impact: 'Nodes run an untested pair.',
  fix: 'Bump them together.',
};

const PATH = 'Packages[3].latestVersion';

const found = (...findings: Diagnostic[]): Findings => ({ schemaVersion: 2, diagnostics: findings, skipped: [] });

test('as text: a summary, then the place, what is wrong, what it leads to and how to fix it', () => {
  expect(checkText(found(finding), PLAIN)).toBe(`0 errors, 1 warning, 0 notes

parts/common/components.json:12:34  warning  skew
  kubectl v1.34.9-5-azlinux3 and kubelet v1.34.10-1-azlinux3 have different patches
  Nodes run an untested pair.
  Fix: Bump them together.
`);
});

test('what was not checked is said', () => {
  const skipped = [
    { id: 'paged-list', why: 'offline', failed: false },
    { id: 'artifact-title', why: 'offline', failed: false },
  ];
  const findings = { ...found(), skipped };
  expect(checkText(findings, PLAIN)).toBe(
    'No findings\n\nNot checked completely: paged-list, artifact-title (offline)\n',
  );
  expect(checkMarkdown(findings)).toContain('- `paged-list` was not checked completely: offline\n');
});

describe.each(ATTACKS)('with %j in every text from outside', (attack) => {
  const hostile = found({ ...finding, file: attack, message: attack });

  test('the text is harmless', () => {
    expect(checkText(hostile, PLAIN).split('\n')).toHaveLength(7);
    expect(checkText(hostile, PLAIN)).not.toMatch(INVISIBLE);
  });

  test('the Markdown is harmless', () => {
    const markdown = checkMarkdown(hostile);
    expect(readMarkdown(markdown.replace(/\*\*0 errors.*\*\*/, '')).faults).toEqual([]);
    expect(markdown).not.toMatch(INVISIBLE);
    expect(markdown).not.toMatch(COMMAND);
  });

  test('the SARIF is harmless, and its path a URI', () => {
    const sarif = checkSarif(hostile, '1.0.0', 'renovate.json');
    expect(sarif.replaceAll('\n', '')).not.toMatch(INVISIBLE);
    const [run] = JSON.parse(sarif).runs;
    const { uri } = run.results[0].locations[0].physicalLocation.artifactLocation;
    expect(() => new URL(uri, 'https://example.com/')).not.toThrow();
  });
});

test('the Markdown fits into a comment, and counts what it leaves out', () => {
  const many = Array.from({ length: 2000 }, (_, line) => ({ ...finding, line, message: '`|'.repeat(200) }));
  const markdown = checkMarkdown(found(...many));
  expect(markdown.length).toBeLessThan(65_000);
  expect(markdown).toMatch(/\*\*Omitted to fit the size limit\*\*: \d+ findings\./);
});

describe('SARIF', () => {
  const sarif = () =>
    JSON.parse(
      checkSarif(found(finding, { ...finding, file: null, line: null, column: null }), '1.2.3', 'renovate.json'),
    );

  test('has what GitHub code scanning asks for', () => {
    const { $schema, version, runs } = sarif();
    expect([$schema, version, runs.length]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0', 1]);
    const { driver } = runs[0].tool;
    expect(driver).toMatchObject({ name: 'aks-sysext-renovate', semanticVersion: '1.2.3' });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(LINTS.map(({ id }) => id));
    for (const rule of driver.rules) {
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/./) },
        helpUri: expect.stringMatching(new RegExp(`^https://\\S+/docs/checks/${rule.id}\\.md$`)),
        help: { text: expect.stringMatching(/./), markdown: expect.stringMatching(/./) },
        defaultConfiguration: { level: expect.stringMatching(/^(?:error|warning|note)$/) },
      });
    }
  });

  test('every result has its rule, a level, a message, a place and a fingerprint', () => {
    const [{ results, tool }] = sarif().runs;
    expect(results[0]).toEqual({
      ruleId: 'skew',
      ruleIndex: tool.driver.rules.findIndex(({ id }: { id: string }) => id === 'skew'),
      level: 'warning',
      message: { text: `${finding.message}. ${finding.fix}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'parts/common/components.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12, startColumn: 34 },
          },
        },
      ],
      partialFingerprints: { 'diagnostic/v2': `skew parts/common/components.json ${PATH}` },
    });
    expect(results[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'renovate.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 1 },
    });
  });

  const fingerprintsOf = (...all: Diagnostic[]) =>
    JSON.parse(checkSarif(found(...all), '1.2.3', 'renovate.json')).runs[0].results.map(
      (one: { partialFingerprints: object }) => one.partialFingerprints,
    );

  test('a fingerprint stays the same after a bump and in another line', () => {
    const bumped = {
      ...finding,
      line: 14,
      column: 2,
      message: 'kubectl v1.34.9-5-azlinux3, kubelet v1.34.11-1-azlinux3',
    };
    expect(fingerprintsOf(bumped)).toEqual(fingerprintsOf(finding));
  });

  test('two findings have different fingerprints', () => {
    const other = { ...finding, path: null, package: 'a' };
    const all = [
      finding,
      finding,
      { ...finding, id: 'k8s-version' },
      { ...finding, file: 'b.json' },
      other,
      { ...other, package: 'b' },
    ];
    expect(new Set(fingerprintsOf(...all).map((one: object) => JSON.stringify(one))).size).toBe(all.length);
  });
});
