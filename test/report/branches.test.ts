import { expect, test } from 'vitest';
import { diagnostic } from '../../src/analysis/diagnostic.ts';
import type { Plan } from '../../src/analysis/schema.ts';
import { WAITS } from '../../src/renovate/messages.ts';
import { planHtml } from '../../src/report/html.ts';
import { planMarkdown } from '../../src/report/markdown.ts';
import { planText, problemsText } from '../../src/report/plan-text.ts';
import { WAIT_WORDS } from '../../src/report/words.ts';
import { samplePlan } from './sample-plan.ts';

/** The sample with a pull request into another branch, and nothing but a note. */
const PLAN: Plan = {
  ...samplePlan,
  pullRequests: samplePlan.pullRequests.map((request, index) => ({
    ...request,
    baseBranch: ['main', 'release/1.0'][index] ?? null,
    draft: index === 1,
    labels: index === 1 ? ['sysexts', 'node'] : [],
  })),
  diagnostics: [diagnostic({ id: 'uncommitted', severity: 'info', message: 'a note' })],
};

const ONE_BRANCH: Plan = {
  ...PLAN,
  slots: PLAN.slots.map((slot) => ({ ...slot, baseBranch: 'main' })),
  pullRequests: PLAN.pullRequests.map((request) => ({ ...request, baseBranch: 'main' })),
};

const text = (html: string) => html.replaceAll(/<[^>]*>/g, '');

test.each([
  ['text', planText, /\nbranch renovate\/\S+, base branch release\/1\.0, draft, .*labels sysexts, node/],
  [
    'Markdown',
    planMarkdown,
    /\nBranch `renovate\/[^`]+` · Base branch `release\/1\.0` · \*\*Draft\*\* · .* · Labels `sysexts`, `node`/,
  ],
  ['HTML', (plan: Plan) => text(planHtml(plan)), /Branchrenovate\/\S+Base branchrelease\/1\.0Draftyes.*sysexts, node/s],
])('%s names the base branch where there are several, drafts and labels', (_, render, expected) => {
  expect(render(PLAN)).toMatch(expected);
  expect(render(ONE_BRANCH)).not.toMatch(/base branch/i);
});

test.each([
  ['Markdown', planMarkdown, /- \*\*info\*\*: a note \(`uncommitted`\)/],
  ['HTML', (plan: Plan) => text(planHtml(plan)), /infoa note|info\s+a note/],
])('%s has a note, which makes the plan no less complete', (_, render, expected) => {
  expect(render(PLAN)).toMatch(expected);
  expect(render(PLAN)).not.toMatch(/plan is incomplete/i);
  expect(render(PLAN)).not.toMatch(/[1-9] problems?\b/);
});

test('text has notes on stderr', () => {
  expect(problemsText(PLAN.diagnostics)).toBe('info: a note\n');
  expect(planText(PLAN)).not.toContain('INCOMPLETE');
});

test('there are words for whatever a pull request waits for', () => {
  expect(Object.keys(WAIT_WORDS)).toEqual([...WAITS]);
});
