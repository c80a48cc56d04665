import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const ACTION: Action = parse(readFileSync(path.join(ROOT, 'action.yml'), 'utf8'));

/** What the action did. */
export interface Ran {
  readonly exitCode: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the command of one of the action's steps as a runner does, in `workspace`. */
export async function runStep(id: string, inputs: Readonly<Record<string, string>>, workspace: string): Promise<Ran> {
  const step = ACTION.runs.steps.find((one) => one.id === id);
  const temporary = mkdtempSync(path.join(tmpdir(), 'runner-'));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const file = (name: string, text = '') => {
    const full = path.join(temporary, name);
    writeFileSync(full, text);
    return full;
  };
  const [output, summary] = [file('output'), file('summary', 'what an earlier step wrote\n\n')];
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:RENOVATE_|GITHUB_|VITEST)/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    ...Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, text]) => [name, fill(text, inputs, temporary)])),
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temporary,
  };
  // What `shell: bash` means to a runner.
  const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', file('script.sh', step?.run)];
  const { exitCode, log } = await new Promise<{ exitCode: number; log: string }>((resolve) => {
    const child = execFile('bash', args, { cwd: workspace, env }, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, log: stdout + stderr }),
    );
  });
  const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean);
  return {
    exitCode,
    log,
    summary: readFileSync(summary, 'utf8'),
    outputs: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
  };
}

/** The expressions that the action's environment has: an input, or its default, and the temporary folder. */
function fill(text: string, inputs: Readonly<Record<string, string>>, temporary: string): string {
  return text.replace(/\$\{\{ (?:inputs\.([\w-]+)|(runner\.temp)) \}\}/g, (_, name?: string) =>
    name === undefined ? temporary : (inputs[name] ?? ACTION.inputs[name]?.default ?? ''),
  );
}
