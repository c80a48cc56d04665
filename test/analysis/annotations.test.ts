import { beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/analysis/analyze.ts';
import type { Diagnostic } from '../../src/analysis/diagnostic.ts';
import { COMMENT, COMMENTS, HEX, REFERENCE, UNMATCHED, UNREAD } from '../presets/annotated-lines.cases.ts';
import { DEFAULT_PRESET, KUBECTL, KUBELET } from '../renovate/scenario.ts';
import { planFiles, snapshotOf } from './repository.ts';

const ANNOTATIONS = { extends: [`${DEFAULT_PRESET}//presets/annotations`] };

/** v1.34.11-1 is published for one architecture. */
const VERSIONS = ['v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.11-1-azlinux3-x86-64'];
const SNAPSHOT = snapshotOf({ [KUBELET]: VERSIONS, [KUBECTL]: VERSIONS });

const V = 'v1.34.9-1-azlinux3';
const IMAGE = `${REFERENCE}:${V}-x86-64`;

function problemsIn({ diagnostics }: Analysis, file: string): Diagnostic[] {
  return diagnostics.filter((problem) => problem.file === file);
}

/** Files in which one of Renovate's own managers reads the annotated line. */
const READ_TWICE: Readonly<Record<string, string>> = {
  Dockerfile: `${COMMENT}\nFROM ${IMAGE}\n`,
  'copy/Dockerfile': `FROM scratch\n${COMMENT}\nCOPY --from=${IMAGE} / /\n`,
  'arg/Dockerfile': `${COMMENT}\nARG TAG=${V}-x86-64\nFROM ${REFERENCE}:\${TAG}\n`,
  'stages/Dockerfile': `${COMMENT}\nFROM ${IMAGE} AS a\n${COMMENT}\nFROM ${IMAGE} AS b\n`,
  'docker-compose.yml': `services:\n  a:\n    ${COMMENT}\n    image: ${IMAGE}\n`,
  'values.yaml': `image:\n  repository: ${REFERENCE}\n  ${COMMENT}\n  tag: ${V}-x86-64\n`,
  '.gitlab-ci.yml': `${COMMENT}\nimage: ${IMAGE}\n`,
  '.github/workflows/a.yml': `jobs:\n  a:\n    container:\n      ${COMMENT}\n      image: ${IMAGE}\n    steps: []\n`,
  'main.tf': `resource "docker_image" "a" {\n  ${COMMENT}\n  name = "${IMAGE}"\n}\n`,
  'k8s/pod.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    ${COMMENT}\n    - image: ${IMAGE}\n`,
  'kustomization.yaml': `kind: Kustomization\nimages:\n  - name: ${REFERENCE}\n    ${COMMENT}\n    newTag: ${V}-x86-64\n`,
};

describe('a line that one of the managers of Renovate reads as well', () => {
  const files = {
    ...READ_TWICE,
    'other/Dockerfile': `FROM ${IMAGE.replace('kubelet', 'kubectl')}\n`,
    'some/Dockerfile': `${COMMENT}\nFROM ${IMAGE} AS a\nFROM ${IMAGE} AS b\n`,
  };
  let planned: Analysis;
  beforeAll(async () => {
    const config = { ...ANNOTATIONS, kubernetes: { managerFilePatterns: ['/k8s/'] } };
    planned = await planFiles(files, config, SNAPSHOT);
  });

  test.each(Object.keys(READ_TWICE))('%s is read twice', (file) => {
    const managers = planned.answer.packageFiles.filter((one) => one.packageFile === file).map((one) => one.manager);
    expect(managers).toContain('regex');
    expect(managers.length).toBeGreaterThan(1);
  });

  test.each(Object.entries(READ_TWICE))('%s gets the version of every arch, counted once', (file, text) => {
    const lines = text.split(COMMENT).length - 1;
    const upgrades = planned.pullRequests.flatMap((one) => one.upgrades).filter((one) => one.file === file);
    expect(upgrades.map(({ to }) => to)).toEqual(Array(lines).fill('v1.34.10-1-azlinux3-x86-64'));
    expect(planned.slots.filter((slot) => slot.file === file).map(({ to }) => to)).toEqual(
      Array(lines).fill('v1.34.10-1-azlinux3-x86-64'),
    );
    const [edit] = planned.answer.branches.flatMap(({ edits }) => edits.filter((one) => one.file === file));
    expect(edit?.after).toBe(text.replaceAll(V, 'v1.34.10-1-azlinux3'));
    expect(problemsIn(planned, file)).toEqual([]);
  });

  test('lines without an annotation are bumped by the same rules, and count', () => {
    const slots = (file: string) => planned.slots.filter((slot) => slot.file === file).map(({ to }) => to);
    expect(slots('other/Dockerfile')).toEqual(['v1.34.10-1-azlinux3-x86-64']);
    expect(slots('some/Dockerfile')).toEqual(Array(2).fill('v1.34.10-1-azlinux3-x86-64'));
  });

  test('nothing is wrong, and everything is in one pull request', () => {
    expect(planned.diagnostics).toEqual([]);
    expect(planned.pullRequests.map(({ branch }) => branch)).toEqual(['renovate/kubernetes-sysexts']);
  });
});

const preset = (name: string) => (name === 'default' ? DEFAULT_PRESET : `${DEFAULT_PRESET}//presets/${name}`);

test.each([
  ['rules', 'annotations'],
  ['annotations', 'rules'],
  ['default', 'annotations'],
  ['annotations', 'default'],
  ['annotations', 'x86-64-only'],
])('the same with %s and %s', async (...names) => {
  const newest = names.includes('x86-64-only') ? 'v1.34.11-1-azlinux3' : 'v1.34.10-1-azlinux3';
  const plan = await planFiles(READ_TWICE, { extends: names.map(preset) }, SNAPSHOT);
  // Without a setting, Renovate reads no file for Kubernetes.
  expect(plan.slots.map(({ to }) => to)).toEqual(Array(12).fill(`${newest}-x86-64`));
  expect(plan.diagnostics.filter(({ id: code }) => code !== 'manager-matches-nothing')).toEqual([]);
});

test('a manager that bumps an annotated line differently is a problem', async () => {
  const rule = { matchManagers: ['dockerfile'], matchPackageNames: ['/-sysext$/'], groupName: 'images' };
  const planned = await planFiles(
    { Dockerfile: `${COMMENT}\nFROM ${IMAGE}\n`, 'off/Dockerfile': `${COMMENT}\nFROM ${IMAGE}\n` },
    {
      ...ANNOTATIONS,
      packageRules: [rule, { matchManagers: ['dockerfile'], matchFileNames: ['off/**'], enabled: false }],
    },
    SNAPSHOT,
  );
  expect(planned.diagnostics).toMatchObject([
    {
      severity: 'error',
      id: 'extracted-twice',
      file: 'Dockerfile',
      line: 1,
      message: expect.stringContaining('images'),
    },
  ]);
});

describe('annotations that nothing matches', () => {
  const named = (index: number) => `unmatched/${index}.sh`;
  let planned: Analysis;
  beforeAll(async () => {
    const files = Object.fromEntries(UNMATCHED.map(({ text }, index) => [named(index), text]));
    const unread = Object.fromEntries(UNREAD.map((file) => [`unread/${file}`, `x\n${COMMENT}\nA=${V}\n`]));
    planned = await planFiles(
      {
        ...files,
        ...unread,
        'spellings.sh': COMMENTS.map((comment) => `${comment.replace('SYSEXT', REFERENCE)}\nA=${V}\n`).join('\n'),
        'examples/ignored.sh': `${COMMENT}\nA=${V}\n`,
        Dockerfile: `${COMMENT} a=b\nFROM ${IMAGE}\n`,
        'utf-16le.ps1': Buffer.from(`\uFEFF${COMMENT}\r\n$A = '${V}'\r\n`, 'utf16le'),
        'utf-16be.ps1': Buffer.from(`\uFEFF${COMMENT}\r\n$A = '${V}'\r\n`, 'utf16le').swap16(),
        'binary.sh': `\0\n${COMMENT}\nA=1\n`,
        'several.md': `${COMMENT}\nA=${V}\n\n${COMMENT}\nA=${V}\n`,
        'carried.patch': `--- a/x.sh\n+++ b/x.sh\n@@ -1,2 +1,2 @@\n ${COMMENT}\n-A=1\n+A=${V}\n`,
        'placeholder.sh': '# renovate: sysext=<registry>/<repository>\nA=1\n',
      },
      { extends: ['config:recommended', ...ANNOTATIONS.extends] },
      SNAPSHOT,
    );
  });

  test.each(UNMATCHED.map((one, index) => ({ ...one, index })))('$name', ({ index, text, why }) => {
    const line = text.split('\n').findIndex((one) => /renovate/i.test(one)) + 1;
    expect(problemsIn(planned, named(index))[0]).toMatchObject({
      severity: 'error',
      id: 'not-extracted',
      line,
      message: expect.stringContaining(why),
    });
  });

  test.each(UNREAD)('in %s', (file) => {
    const severity = /\.(?:md|rst|txt)$/.test(file) ? 'warning' : 'error';
    expect(problemsIn(planned, `unread/${file}`)).toMatchObject([
      {
        severity,
        id: 'not-extracted',
        line: 2,
        message: expect.stringContaining('does not read files of this name'),
      },
    ]);
  });

  test('in a file that the configuration ignores, as a warning', () => {
    expect(problemsIn(planned, 'examples/ignored.sh')).toMatchObject([
      { severity: 'warning', id: 'not-extracted', message: expect.stringContaining('ignorePaths') },
    ]);
  });

  test('every spelling of the comment is matched', () => {
    expect(problemsIn(planned, 'spellings.sh')).toEqual([]);
    expect(planned.slots.filter(({ file }) => file === 'spellings.sh')).toHaveLength(COMMENTS.length);
  });

  test('above a line that another manager bumps, as a warning', () => {
    expect(problemsIn(planned, 'Dockerfile')).toMatchObject([
      { severity: 'warning', id: 'not-extracted', message: expect.stringContaining('"a=b"') },
    ]);
  });

  test.each(['utf-16le.ps1', 'utf-16be.ps1'])('in a file that Renovate does not read: %s', (file) => {
    expect(problemsIn(planned, file)).toMatchObject([
      { severity: 'error', id: 'not-extracted', line: 1, message: expect.stringContaining('UTF-16') },
    ]);
  });

  test('once for a document', () => {
    expect(problemsIn(planned, 'several.md')).toMatchObject([{ severity: 'warning', line: 1 }]);
  });

  test.each(['binary.sh', 'placeholder.sh', 'carried.patch'])('%s has none', (file) => {
    expect(problemsIn(planned, file)).toEqual([]);
  });
});

test('nothing else is wrong with a manager whose only annotation is not matched', async () => {
  const { diagnostics } = await planFiles({ 'a.sh': `${COMMENT}\nA=v1.34.9\n` }, ANNOTATIONS, SNAPSHOT);
  expect(diagnostics.map(({ id }) => id)).toEqual(['not-extracted']);
});

test('without the preset, each says so', async () => {
  const files = { 'a.sh': `${COMMENT}\nA=${V}\n`, 'README.md': `${COMMENT}\nA=${V}\n` };
  const plan = await planFiles(files, { extends: [DEFAULT_PRESET] }, SNAPSHOT);
  const problems = plan.diagnostics.filter(({ id: code }) => code === 'not-extracted');
  expect(problems).toMatchObject([
    { severity: 'warning', file: 'README.md', line: 1 },
    { severity: 'error', file: 'a.sh', line: 1 },
  ]);
  for (const { fix } of problems) expect(fix).toBe('extend the preset presets/annotations');
});

/** Places of a version that stay behind, with the lines that are named. */
const LEFT_BEHIND: readonly { name: string; text: string; named: readonly string[] }[] = [
  { name: 'another line', text: `${COMMENT}\nA=${V}\ncp kubelet-${V}.raw /opt\n`, named: ['line 3,'] },
  {
    name: 'the path and the target of Butane',
    text: `- path: /opt/kubelet-${V}-x86-64.raw\n  contents:\n    ${COMMENT}\n    source: https://m.example/kubelet-${V}-x86-64.raw\n\n- target: /opt/kubelet-${V}-x86-64.raw\n`,
    named: ['lines 1 and 6,'],
  },
  { name: 'a line above', text: `B=${V}\n${COMMENT}\nA=${V}\n`, named: ['line 1,'] },
  {
    name: 'two annotations of one version',
    text: `B=${V}\n${COMMENT}\nA=${V}\n${COMMENT}\nC=${V}\n`,
    named: ['line 1,'],
  },
  { name: 'a comment', text: `${COMMENT}\nA=${V}\n# ${V}\nx # ${V}\n`, named: [] },
  { name: 'a longer version', text: `${COMMENT}\nA=${V}\nB=${V}0\n`, named: [] },
  { name: 'an annotated line that nothing matches', text: `${COMMENT}\nA=${V}\n${COMMENT} a=b\nB=${V}\n`, named: [] },
  {
    name: 'a hash above it',
    text: `k:\n  sha256: ${HEX}\n  ${COMMENT}\n  version: ${V}\n`,
    named: ['line 2 has a hash'],
  },
];

describe('what stays behind', () => {
  let planned: Analysis;
  beforeAll(async () => {
    const files = Object.fromEntries(LEFT_BEHIND.map(({ text }, index) => [`${index}.yaml`, text]));
    planned = await planFiles(files, ANNOTATIONS, SNAPSHOT);
  });

  test.each(LEFT_BEHIND.map((one, index) => ({ ...one, index })))('$name', ({ index, named }) => {
    const own = problemsIn(planned, `${index}.yaml`).filter(({ id: code }) => code === 'left-behind');
    expect(own.map(({ severity }) => severity)).toEqual(named.map(() => 'warning'));
    for (const [at, part] of named.entries()) expect(own[at]?.message).toContain(part);
  });
});
