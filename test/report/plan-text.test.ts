import { expect, test } from 'vitest';
import { formatJson } from '../../src/report/json.ts';
import { planText, problemsText } from '../../src/report/plan-text.ts';
import { hostilePlan, samplePlan } from './sample-plan.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

test.each([
  ['the plan', planText(hostilePlan)],
  ['its problems', problemsText(hostilePlan.problems)],
  ['the plan in a terminal', planText(hostilePlan, { width: 80, color: false })],
  ['the plan as JSON', formatJson(hostilePlan)],
])('%s has no control characters, and nothing that reorders text', (_, text) => {
  expect(UNSAFE.exec(text)).toBeNull();
});

test('a problem is one line, whatever is in it', () => {
  expect(problemsText(hostilePlan.problems).trimEnd().split('\n')).toHaveLength(hostilePlan.problems.length);
});

test('long lists fold, with a count of the rest', () => {
  const [request] = samplePlan.pullRequests;
  const [upgrade] = request?.upgrades ?? [];
  if (request === undefined || upgrade === undefined) throw new Error('the sample has no upgrade');
  const many = { ...request, upgrades: Array.from({ length: 100 }, () => upgrade) };
  expect(planText({ ...samplePlan, pullRequests: [many] })).toMatch(/\(\d+ more lines\)/);
});

test('JSON says the same after it was made safe', () => {
  expect(JSON.parse(formatJson(hostilePlan))).toEqual(hostilePlan);
});
