import { describe, expect, test } from 'vitest';
import { diagnostic, PLAN_IDS } from '../../src/analysis/diagnostic.ts';
import { type Plan, REASONS } from '../../src/analysis/schema.ts';
import { visible } from '../../src/report/escape.ts';
import { planHtml } from '../../src/report/html.ts';
import { REASON_WORDS } from '../../src/report/words.ts';
import { readMarkup } from './html-markup.ts';
import { ATTACKS, COMMAND, emptyPlan, hostilePlan, INVISIBLE, largePlan, poison, samplePlan } from './sample-plan.ts';

const LARGE = largePlan({ slots: 2000, versions: 20_000 });

const PLANS: readonly { name: string; plan: Plan }[] = [
  { name: 'the sample', plan: samplePlan },
  { name: 'the empty one', plan: emptyPlan },
  { name: 'the hostile one', plan: hostilePlan },
  { name: 'the large one', plan: LARGE },
];

describe('harmless', () => {
  test.each(ATTACKS)('with %j in every text', (attack) => {
    const html = planHtml(poison(samplePlan, attack));

    const { faults, text } = readMarkup(html);
    expect(faults).toEqual([]);
    expect(text).toContain(visible(attack));
    expect(html).not.toMatch(INVISIBLE);
    expect(html).not.toMatch(COMMAND);
  });

  test('the page may load and run nothing', () => {
    const html = planHtml(samplePlan);

    expect(html).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';`,
    );
    expect(html).not.toMatch(/<script|<link|<img|<iframe|<base|url\(|@import|src=/);
  });
});

describe.each(PLANS)('$name', ({ plan }) => {
  const html = planHtml(plan);
  const { faults, headings } = readMarkup(html);

  test('is balanced markup', () => {
    expect(faults).toEqual([]);
  });

  test('has headings that skip no level', () => {
    expect(headings[0]).toBe(1);
    expect(headings.filter((level, index) => level > (headings[index - 1] ?? 0) + 1)).toEqual([]);
  });

  test('has links to sections that are there', () => {
    const targets = Array.from(html.matchAll(/href="#([a-z-]+)"/g), ([, id]) => `id="${id}"`);

    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((id) => !html.includes(id))).toEqual([]);
  });

  test('comes out the same from an equal plan', () => {
    expect(planHtml(structuredClone(plan))).toBe(html);
  });
});

test('sections come in the order of their weight', () => {
  const html = planHtml(samplePlan);

  const sections = Array.from(html.matchAll(/<section id="([a-z-]+)"/g), ([, id]) => id);

  expect(sections).toEqual(['problems', 'pull-requests', 'timelines', 'skipped', 'unchanged']);
});

/** What a reader must find in the sample. */
const SHOWN: readonly string[] = [
  '2 pull requests for 10 of 13 slots and 1 other dependency',
  '1 error, 2 warnings',
  'This plan is incomplete.',
  '44.121.2',
  'with RE2',
  '37 other dependencies, 30 of them not looked up',
  'renovate/kubernetes-sysexts',
  'Update aks-secure-tls-bootstrap-client-sysext to v1.1.4-2-azlinux3',
  'team:node-sig, anna',
  'Automerge',
  'its schedule',
  '1 not at once',
  'mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext:v1.34.10-1-azlinux3-arm64',
  '[Changelog of Kubernetes 1.34.10](https://github.com/kubernetes/kubernetes/',
  '+14',
  '−14',
  'v1.34.8-1-azlinux3 (cached now), published for x86-64, arm64',
  'v1.34.7-1-azlinux3 (previous), published for x86-64, arm64',
  'v1.34.10-1-azlinux3 (proposed), published for x86-64, arm64',
  'v1.34.9-2-azlinux3 (published), published for x86-64, arm64',
  'v1.31.13-1-azlinux3 (published)',
  'v1.34.11-1-azlinux3 (skipped: arch missing), published for x86-64; missing: arm64',
  'v1.34.10-2-noble (skipped: other distro)',
  'no arm64',
  'no published versions are known',
  'kubelet 1.35: 6 versions published; now v1.35.6-2-azlinux3; previous v1.35.5-1-azlinux3; proposed v1.35.7-2-azlinux3; skipped v1.35.7-3-noble',
];

test.each(SHOWN)('the sample shows %j', (expected) => {
  expect(readMarkup(planHtml(samplePlan)).text).toContain(expected);
});

test('the changed part of a version and of a diff line is marked', () => {
  const html = planHtml(samplePlan);

  expect(html).toContain('<code>v1.34.<b>8</b>-1-azlinux3</code>');
  expect(html).toContain('<code class="to">v1.34.<b>10</b>-1-azlinux3</code>');
  expect(html).toContain('<del>-      - uses: actions/checkout@v4.<b>2.2</b>\n</del>');
  expect(html).toContain('<ins>+      - uses: actions/checkout@v4.<b>3.0</b>\n</ins>');
});

test.each(REASONS)('a candidate is shown with the reason %s', (reason) => {
  const [held] = samplePlan.skipped;
  const skipped = held === undefined ? [] : [{ ...held, candidate: 'the-candidate', reason, detail: 'the detail' }];

  const { text } = readMarkup(planHtml({ ...emptyPlan, skipped }));

  expect(text).toMatch(new RegExp(`the-candidate\\s+${REASON_WORDS[reason].label}\\s+the detail`));
  expect(text).toContain(REASON_WORDS[reason].meaning);
});

test.each(PLAN_IDS)('the problem %s is shown', (id) => {
  const problem = diagnostic({
    severity: 'warning',
    id,
    message: 'what to do',
    file: 'a/file.json',
    package: 'a/package',
  });

  const { text } = readMarkup(planHtml({ ...emptyPlan, diagnostics: [problem] }));

  expect(text).toMatch(new RegExp(`warning\\s+what to do\\s+${id}\\s+·\\s+a/file.json\\s+·\\s+a/package`));
  expect(text).not.toContain('incomplete');
});

test('errors come before warnings', () => {
  const { text } = readMarkup(planHtml(samplePlan));

  const places = ['lookup-failed', 'manager-matches-nothing', 'not-extracted'].map((code) => text.indexOf(code));

  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

/** Slots that no pull request bumps: what is said of them. */
const STATES: readonly { slot: string; from: string; state: string }[] = [
  { slot: 'kubectl 1.31', from: 'v1.31.14-1-azlinux3', state: 'up to date' },
  { slot: 'kube-proxy 1.34', from: 'v1.34.8-1-azlinux3', state: 'unknown: see the problems' },
  { slot: 'kubelet 1.36 arm64', from: 'v1.36.2-2-azlinux3-arm64', state: 'disabled by a rule' },
];

test.each(STATES)('$slot stays: $state', ({ slot, from, state }) => {
  const { text } = readMarkup(planHtml(samplePlan));

  const unchanged = text.slice(text.lastIndexOf('Unchanged slots'));

  expect(unchanged).toMatch(new RegExp(`${slot}\\s+\\S+\\s+${from}\\s+–\\s+${state}`));
});

test('nothing is known of any slot if Renovate aborted', () => {
  const problem = diagnostic({ severity: 'error', id: 'renovate-failed', message: '' });

  const { text } = readMarkup(planHtml({ ...samplePlan, diagnostics: [problem] }));

  expect(text.match(/unknown: see the problems/g)).toHaveLength(3);
  expect(text).not.toContain('up to date');
});

describe('much of everything', () => {
  const { text } = readMarkup(planHtml(LARGE));

  test.each([
    '485 more upgrades',
    '1500 more upgrades, not shown here',
    '18 more lines',
    '1976 more lines, not shown here',
    '480 more candidates',
    '1500 more candidates, not shown here',
  ])('is folded and counted: %s', (expected) => {
    expect(text.replaceAll('\n', '')).toContain(expected);
  });

  test('makes no larger page than a little less of it', () => {
    const size = planHtml(LARGE).length;

    const larger = planHtml(largePlan({ slots: 4000, versions: 40_000 })).length;

    expect(larger).toBeLessThan(1.05 * size);
    expect(size).toBeLessThan(1_500_000);
  });

  test('a line keeps what its slots have beside the newest', () => {
    const { text: line } = readMarkup(planHtml(largePlan({ slots: 1, versions: 20_000 })));

    const marks = line.match(/^v1\.0\.\d+-1-azlinux3 \(.*\)/gm);

    expect(marks?.map((mark) => mark.replace('-1-azlinux3', ''))).toEqual([
      'v1.0.0 (cached now)',
      ...Array.from({ length: 8 }, (_, index) => `v1.0.${19_991 + index} (published)`),
      'v1.0.19999 (proposed)',
    ]);
    expect(line).toContain('19990 more versions here');
  });
});

test('a slot without revision and distro has every build of its release', () => {
  const slots = samplePlan.slots.slice(0, 1).map((slot) => ({ ...slot, distro: null, from: 'v1.34.10', to: null }));

  const { text } = readMarkup(planHtml({ ...samplePlan, slots, skipped: [] }));

  expect(text).toContain('v1.34.10-1-azlinux3 (cached now)');
  expect(text).toContain('v1.34.10-2-noble (cached now)');
  expect(text).toContain('v1.34.9-2-azlinux3 (published)');
});

test('an empty plan says so', () => {
  const { text } = readMarkup(planHtml(emptyPlan));

  expect(text).toContain('No pull request, and no sysexts found');
  expect(text).toContain('Renovate will not open a pull request.');
  expect(text).toContain('No candidates were skipped.');
  expect(text).toContain('none found');
});

test('a run without RE2 stands out', () => {
  const { text } = readMarkup(planHtml({ ...emptyPlan, renovate: { version: '44.0.0', re2: false } }));

  expect(text).toContain('JavaScript RegExp, not RE2');
});

test('an incomplete plan without a pull request does not claim that there is none', () => {
  const [problem] = samplePlan.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = problem === undefined ? [] : [problem];

  const { text } = readMarkup(planHtml({ ...emptyPlan, diagnostics: problems }));

  expect(text).toContain('No pull request found, and the plan is incomplete');
  expect(text).toContain('This plan is incomplete.');
  expect(text).not.toMatch(
    /No pull request(?! (?:was )?found)|will not open|will be opened|will be bumped|were skipped/,
  );
});
