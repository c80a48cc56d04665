import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ACTION, type Step } from '../action/action.ts';
import { scratch } from '../cli/command.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, '.github/workflows');

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: object;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(path.join(FOLDER, name), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([job, { steps, ...rest }]) => ({ name: `${name}: ${job}`, steps, ...rest })),
);

describe.each(workflows)('$name', ({ workflow }) => {
  test('gives no permission to a job that asks for none, and runs once at a time', () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency?.group).toEqual(expect.any(String));
  });
});

/** What a job may do beyond reading the repository. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  'release.yml: version': ['contents', 'pull-requests'],
  'release.yml: publish': ['id-token'],
  'release.yml: tag': ['contents'],
};

test.each(jobs)('$name: least permissions, and a time limit', ({ name, permissions = {}, ...job }) => {
  const writes = Object.entries(permissions).flatMap(([scope, level]) => (level === 'read' ? [] : [scope]));
  expect(writes).toEqual(WRITES[name] ?? []);
  expect(job['timeout-minutes']).toEqual(expect.any(Number));
});

/** Every step of the workflows and of the action. */
const steps = [...jobs, { name: 'action.yml', steps: ACTION.runs.steps }].flatMap((job) =>
  job.steps.map((step, index) => ({ name: `${job.name}: step ${index + 1}`, ...step })),
);

test.each(steps)('$name: no expression in the text of a shell', ({ run = '' }) => {
  expect(run).not.toContain('${{');
});

test('actions of others are pinned to a commit, with its version beside it', () => {
  const texts = [...workflows.map(({ text }) => text), readFileSync(path.join(ROOT, 'action.yml'), 'utf8')];
  const uses = texts.flatMap((text) => text.match(/\buses: .*/g) ?? []).filter((line) => line !== 'uses: ./');
  expect(uses.length).toBeGreaterThan(0);
  for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
});

/** Mistakes that `scripts/lint-workflows.ts` has to find: a file as it is, and what is put in place of what. */
const MISTAKES: readonly (readonly [file: string, from: string, to: string])[] = [
  ['.github/workflows/ci.yml', 'runs-on: ubuntu-24.04', 'run-on: ubuntu-24.04'],
  ['.github/workflows/ci.yml', 'contents: read', 'contents: reed'],
  ['.github/workflows/ci.yml', 'matrix.node }}', 'matrix.nodes }}'],
  ['.github/workflows/ci.yml', 'pull_request:', 'pull_requests:'],
  ['.github/workflows/nightly.yml', '17 2 * * *', '17 25 * * *'],
  ['.github/workflows/release.yml', 'needs: publish', 'needs: published'],
  ['.github/workflows/release.yml', 'steps.mode.outputs', 'steps.modes.outputs'],
  ['action/example.yml', 'timeout-minutes', 'timeout-minute'],
  ['action.yml', 'using: composite', 'using: compost'],
  ['action.yml', 'shell: bash', 'shel: bash'],
];

/** Runs `scripts/lint-workflows.ts` on copies of its files, one of them with a mistake. @returns the exit code. */
function lint(file = '', from = '', to = ''): number | null {
  const dir = scratch();
  const files = [...readdirSync(FOLDER).map((name) => `.github/workflows/${name}`), 'action/example.yml', 'action.yml'];
  for (const name of files) {
    const text = readFileSync(path.join(ROOT, name), 'utf8');
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), name === file ? text.replace(from, to) : text);
  }
  const PATH = `${path.join(ROOT, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`;
  const script = path.join(ROOT, 'scripts/lint-workflows.ts');
  return spawnSync(process.execPath, [script], { cwd: dir, env: { ...process.env, PATH } }).status;
}

test('the linter of workflows finds nothing in the files as they are', () => {
  expect(lint()).toBe(0);
});

test.each(MISTAKES)('the linter of workflows: in %s, %j made %j', (file, from, to) => {
  expect(lint(file, from, to)).toBe(1);
});
