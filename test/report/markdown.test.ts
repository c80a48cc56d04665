import { describe, expect, test } from 'vitest';
import { diagnostic, PLAN_IDS } from '../../src/analysis/diagnostic.ts';
import { type Plan, REASONS } from '../../src/analysis/schema.ts';
import { planMarkdown } from '../../src/report/markdown.ts';
import { REASON_WORDS } from '../../src/report/words.ts';
import { readMarkdown } from './markdown-reading.ts';
import { ATTACKS, COMMAND, emptyPlan, hostilePlan, INVISIBLE, largePlan, poison, samplePlan } from './sample-plan.ts';

const LARGE = largePlan({ slots: 2000, versions: 4000 });

/** Enough for everything. */
const UNLIMITED = 10_000_000;

const PLANS: readonly { name: string; plan: Plan }[] = [
  { name: 'the sample', plan: samplePlan },
  { name: 'the empty one', plan: emptyPlan },
  { name: 'the hostile one', plan: hostilePlan },
  { name: 'the large one', plan: LARGE },
];

describe('harmless', () => {
  test.each(ATTACKS)('with %j in every text', (attack) => {
    const markdown = planMarkdown(poison(samplePlan, attack), { limit: UNLIMITED });

    const { faults, rows, fenced } = readMarkdown(markdown);
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(2 + 9 + 2 + 2 + 2 + 14);
    expect(fenced.length).toBeGreaterThan(90);
    expect(markdown).not.toMatch(INVISIBLE);
    expect(markdown).not.toMatch(COMMAND);
  });

  test('a fence is longer than every run of backticks in its diff', () => {
    const [request] = samplePlan.pullRequests;
    const pullRequests = request === undefined ? [] : [{ ...request, diff: '@@ -1 +1 @@\n-`````\n+ ``````` x\n' }];

    const markdown = planMarkdown({ ...samplePlan, pullRequests });

    expect(markdown).toContain('\n\n````````diff\n@@ -1 +1 @@\n-`````\n+ ``````` x\n````````\n\n</details>\n');
  });
});

describe('the size', () => {
  const limits = [0, 1, 50, 300, 1000, 3000, 8000, 20_000, 60_000, 400_000];

  test.each(PLANS.flatMap(({ name, plan }) => limits.map((limit) => ({ name, plan, limit }))))(
    '$name in $limit characters',
    ({ plan, limit }) => {
      const markdown = planMarkdown(plan, { limit });

      expect(markdown.length).toBeLessThanOrEqual(limit);
      // Below that, not even the line that says what is left out has room.
      if (limit >= 1000) expect(readMarkdown(markdown).faults).toEqual([]);
    },
  );

  test('is what GitHub takes in a comment, if nothing else is said', () => {
    const markdown = planMarkdown(LARGE);

    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown.length).toBeGreaterThan(59_000);
  });

  test('what is shown and what is left out is all there is', () => {
    const markdown = planMarkdown(LARGE);

    const shown = readMarkdown(markdown).rows.filter((row) => row.startsWith('| kubelet')).length;

    const [, upgrades, candidates] = /, (\d+) upgrades, (\d+) candidates, 2 diffs\.\n$/.exec(markdown) ?? [];
    expect(shown).toBeGreaterThan(300);
    expect(shown + Number(upgrades) + Number(candidates)).toBe(2000 + 2000 + 2000);
  });

  /** The sample with less and less room: what is still there, and what is said of the rest. */
  const whole = planMarkdown(samplePlan).length;
  const CUTS: readonly { limit: number; said: RegExp }[] = [
    { limit: whole - 1, said: /^1 diff$/ },
    { limit: whole - 4700, said: /^2 diffs$/ },
    { limit: 5000, said: /^\d candidates, 2 diffs$/ },
    { limit: 2500, said: /^1 pull request, \d upgrades, 14 candidates, 2 diffs$/ },
    { limit: 1150, said: /^2 pull requests, 11 upgrades, 14 candidates, 2 diffs$/ },
    { limit: 800, said: /^2 pull requests, 2 problems, 11 upgrades, 14 candidates, 2 diffs$/ },
  ];

  test.each(CUTS)('of $limit characters leaves out $said', ({ limit, said }) => {
    const markdown = planMarkdown(samplePlan, { limit });

    const [, rest] = /\n\*\*Omitted to fit the size limit\*\*: (.*)\.\n$/.exec(markdown) ?? [];
    expect(rest).toMatch(said);
  });

  test('too small for one upgrade leaves out all that comes after it', () => {
    const [request] = samplePlan.pullRequests.map((one) => ({ ...one, diff: '' }));
    const [upgrade] = request?.upgrades ?? [];
    if (request === undefined || upgrade === undefined) throw new Error('the sample has changed');
    const upgrades = [upgrade, { ...upgrade, from: 'a'.repeat(300), to: 'b'.repeat(300) }];
    const pullRequests = [
      { ...request, upgrades },
      { ...request, upgrades: [upgrade] },
    ];
    const plan = { ...samplePlan, pullRequests, skipped: [] };

    const markdown = planMarkdown(plan, { limit: planMarkdown(plan).length - 450 });

    expect(markdown).toMatch(/: 1 pull request, 2 upgrades\.\n$/);
  });

  test('that is enough leaves nothing out', () => {
    const markdown = planMarkdown(samplePlan, { limit: whole });

    expect(markdown).toHaveLength(whole);
    expect(markdown).not.toContain('Omitted');
  });
});

test.each(PLANS)('$name comes out the same from an equal plan', ({ plan }) => {
  expect(planMarkdown(structuredClone(plan))).toBe(planMarkdown(plan));
});

test('the first line is the summary', () => {
  const [first] = planMarkdown(samplePlan).split('\n');

  expect(first).toBe(
    '**2 pull requests for 10 of 13 slots and 1 other dependency**; 13 newer candidates skipped; 1 error, 2 warnings.',
  );
});

test('an empty plan is two lines', () => {
  expect(planMarkdown(emptyPlan)).toBe(
    '**No pull request, and no sysexts found**.\n\nRenovate `44.121.2` with RE2, presets from `github>your-org/aks-sysext-renovate`\n',
  );
});

test('an incomplete plan without a pull request does not claim that there is none', () => {
  const problems = samplePlan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = planMarkdown({ ...emptyPlan, diagnostics: problems }).split('\n');
  expect(first).toBe('**No pull request found, and the plan is incomplete**; 1 error.');
});

/** What a reader must find in the sample. */
const SHOWN: readonly string[] = [
  '**This plan is incomplete**',
  '- **error**: The lookup failed, and Renovate would say that all is up to date: `https://mcr.microsoft.com/v2/oss/v2/kubernetes/kube-proxy-sysext/tags/list` answered 404 (`lookup-failed`, `parts/common/components.json`, `oss/v2/kubernetes/kube-proxy-sysext`)\n- **warning**',
  '### Update Kubernetes sysexts\n\nBranch `renovate/kubernetes-sysexts` · Group `Kubernetes sysexts` · Reviewers `team:node-sig`, `anna`\n',
  '### Update aks-secure-tls-bootstrap-client-sysext to v1.1.4-2-azlinux3\n',
  '**Automerge** · Waits for its schedule · Assignees `bert`\n',
  '| kubelet 1.34 | `v1.34.8-1-azlinux3` | `v1.34.10-1-azlinux3` | patch | 1.34 | azlinux3 | x86-64, arm64 | `parts/common/components.json` |\n',
  '| actions/checkout | `v4.2.2` | `v4.3.0` | minor |  |  |  | `.github/workflows/build.yaml` |\n',
  '<details><summary>Diff: +2 −2 in 2 files</summary>\n\n```diff\ndiff --git a/parts/common/components.json',
  '-      - uses: actions/checkout@v4.2.2\n+      - uses: actions/checkout@v4.3.0\n',
  '<details><summary>Skipped: 13 newer candidates, 1 not newer</summary>\n\n| Slot |',
];

test.each(SHOWN)('the sample shows %j', (expected) => {
  expect(planMarkdown(samplePlan)).toContain(expected);
});

test.each(REASONS)('a candidate is shown with the reason %s', (reason) => {
  const [held] = samplePlan.skipped;
  const skipped = held === undefined ? [] : [{ ...held, candidate: 'v9.9.9', reason, detail: 'the detail' }];

  const markdown = planMarkdown({ ...emptyPlan, skipped });

  expect(markdown).toContain(`| \`v9.9.9\` | ${REASON_WORDS[reason].label} | the detail |`);
});

test.each(PLAN_IDS)('the problem %s is shown', (id) => {
  const problem = diagnostic({ severity: 'warning', id, message: 'what to do', package: 'a/package' });

  const markdown = planMarkdown({ ...emptyPlan, diagnostics: [problem] });

  expect(markdown).toContain(`### Problems\n\n- **warning**: what to do (\`${id}\`, \`a/package\`)\n`);
});

test('a run without RE2 stands out', () => {
  const markdown = planMarkdown({ ...emptyPlan, renovate: { version: '44.0.0', re2: false } });

  expect(markdown).toContain('with **JavaScript RegExp, not RE2**');
});

/** Text from outside, as a problem's message, and what it becomes. */
const PROSE: readonly { text: string; expected: string }[] = [
  {
    text: 'a plain sentence, with (brackets) and "quotes".',
    expected: 'a plain sentence, with (brackets) and "quotes".',
  },
  { text: 'kubelet v1.34.10-1-azlinux3', expected: 'kubelet v1.34.10-1-azlinux3' },
  { text: 'größer 漢字', expected: 'größer 漢字' },
  { text: 'ask @octocat', expected: 'ask `@octocat`' },
  { text: 'see #12, GH-12', expected: 'see `#12,` `GH-12`' },
  { text: 'at https://example.com/x', expected: 'at `https://example.com/x`' },
  { text: 'at www.example.com', expected: 'at `www.example.com`' },
  { text: 'in 0123abc', expected: 'in `0123abc`' },
  { text: 'a | b', expected: 'a <code>&#124;</code> b' },
  { text: 'a`b', expected: '<code>a&#96;b</code>' },
  { text: '##[error]x', expected: '`#\\u{23}[error]x`' },
  { text: '<b>', expected: '`<b>`' },
  { text: 'a\nb', expected: '`a\\u{a}b`' },
  { text: 'a_b_ *c*', expected: '`a_b_` `*c*`' },
  { text: `${'long '.repeat(100)}`, expected: `${'long '.repeat(60)}\`…\`` },
];

test.each(PROSE)('$text becomes $expected', ({ text, expected }) => {
  const problem = diagnostic({ severity: 'warning', id: 'not-looked-up', message: text });

  const markdown = planMarkdown({ ...emptyPlan, diagnostics: [problem] });

  expect(markdown).toContain(`- **warning**: ${expected} (\`not-looked-up\`)\n`);
});

/** Lines that the tests' own reader of Markdown finds fault with. */
const LIVE: readonly string[] = [
  'a @mention',
  'an issue #1',
  'GH-1',
  '[a](b)',
  '![a](b)',
  'https://example.com',
  'www.example.com',
  '<b>',
  '&amp;',
  '*a*',
  '~~a~~',
  '$x$',
  ':smile:',
  '> a',
  '# a',
  '<details><summary>[a](b)</summary>\n</details>',
  '<details>',
  '```diff',
  '````diff\n```',
  '```diff\n```\n@mention',
  '| a | b |\n| a |',
  '| `a|b` |',
  '<code><b></code>',
];

test.each(LIVE)('the reader finds fault with %j', (line) => {
  expect(readMarkdown(line).faults).not.toEqual([]);
});
