import { describe, expect, test } from 'vitest';
import { formatJson } from '../../src/report/json.ts';
import { planText, problemsText } from '../../src/report/plan-text.ts';
import { hostilePlan, samplePlan } from './sample-plan.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

test.each([
  ['the plan', planText(hostilePlan)],
  ['its problems', problemsText(hostilePlan.diagnostics)],
  ['the plan in a terminal', planText(hostilePlan, { width: 80, color: false })],
  ['the plan as JSON', formatJson(hostilePlan)],
])('%s has no control characters, and nothing that reorders text', (_, text) => {
  expect(UNSAFE.exec(text)).toBeNull();
});

test('a problem is one line, whatever is in it', () => {
  expect(problemsText(hostilePlan.diagnostics).trimEnd().split('\n')).toHaveLength(hostilePlan.diagnostics.length);
});

test('long lists fold, with a count of the rest', () => {
  const [request] = samplePlan.pullRequests;
  const [upgrade] = request?.upgrades ?? [];
  if (request === undefined || upgrade === undefined) throw new Error('the sample has no upgrade');
  const many = { ...request, upgrades: Array.from({ length: 100 }, () => upgrade) };
  expect(planText({ ...samplePlan, pullRequests: [many] })).toMatch(/\(\d+ more lines\)/);
});

const WIDTHS = [200, 120, 80, 60, 40, 20];

describe.each(WIDTHS)('in a terminal of %i columns', (width) => {
  const incomplete = { ...samplePlan, renovate: { ...samplePlan.renovate, re2: false } };
  const text = planText(incomplete, { width, color: false });
  const lines = text.split('\n');

  test('no line is wider', () => {
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('the summary is there to its last word, and starts with the verdict', () => {
    const summary = lines.slice(0, lines.indexOf('')).join(' ');
    expect(summary.replaceAll(' ', '')).toMatch(
      /^INCOMPLETE,1problem;found2pullrequests:.*\(Renovate44\.121\.2,RegExp\)$/,
    );
  });

  test('no slot, version or reason is cut off', () => {
    const { pullRequests, skipped } = samplePlan;
    const shown = pullRequests.flatMap(({ upgrades }) => upgrades.flatMap(({ slot, from, to }) => [slot, from, to]));
    const held = skipped.filter(({ reason }) => reason !== 'not-newer');
    const all = [...shown, ...held.flatMap(({ slot, candidate, reason }) => [slot, candidate, reason])];
    const unwrapped = text.replace(/\s/g, '');
    for (const cell of all) expect(unwrapped).toContain(cell.replace(/\s/g, ''));
  });
});

test('a plan that is complete does not say that it is not', () => {
  const problems = samplePlan.diagnostics.filter(({ severity }) => severity === 'warning');
  expect(planText({ ...samplePlan, diagnostics: problems })).toMatch(/^2 pull requests: /);
});

test('JSON says the same after it was made safe', () => {
  expect(JSON.parse(formatJson(hostilePlan))).toEqual(hostilePlan);
});

test('a removed line that looks like the header of a file has the colour of a removed line', () => {
  const [request] = samplePlan.pullRequests;
  if (request === undefined) throw new Error('the sample has no pull request');
  const diff = '--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n--- x\n+++ y\n';
  const text = planText({ ...samplePlan, pullRequests: [{ ...request, diff }] }, { width: 80, color: true });
  expect(text).toContain('\u001b[1m--- a/x\u001b[22m\n\u001b[1m+++ b/x\u001b[22m\n');
  expect(text).toContain('\u001b[31m--- x\u001b[39m\n\u001b[32m+++ y\u001b[39m');
});
