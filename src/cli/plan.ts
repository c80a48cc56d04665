import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makePlan, type Planned } from '../plan/make-plan.ts';
import type { Plan } from '../plan/schema.ts';
import { parseSnapshot } from '../plan/snapshot.ts';
import { PACKAGE_ROOT } from '../renovate/locate.ts';
import { oneLine } from '../report/escape.ts';
import { isNewer } from '../report/facts.ts';
import { planHtml } from '../report/html.ts';
import { planMarkdown } from '../report/markdown.ts';
import { planJson } from '../report/plan-json.ts';
import { planText, problemsText } from '../report/plan-text.ts';
import { PLAIN, type Terminal } from '../report/terminal.ts';
import { EXIT, type Io } from './io.ts';

/** The formats of a plan. */
export const FORMATS = ['text', 'json', 'markdown', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** What `--fail-on` can name. */
export const FAIL_ON = ['updates', 'held-back', 'warnings'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface PlanOptions {
  readonly format: Format;
  readonly output?: string;
  readonly tags?: string;
  readonly failOn: readonly FailOn[];
  readonly preset?: string;
  readonly verbose: boolean;
}

/**
 * `plan [DIR]`: what Renovate will open for the repository in DIR, by its own configuration and registries.
 *
 * @returns the exit code: 1 when the plan is not whole, else 2 when `failOn` is met, else 0.
 * @throws {Error} one line, when Renovate could not be run.
 */
export async function plan(dir: string, options: PlanOptions, io: Io): Promise<number> {
  const { plan: planned } = await makePlanFor(dir, options, io);
  if (options.output === undefined) io.out(render(planned, options.format, io.terminal));
  else await writeFile(options.output, render(planned, options.format, PLAIN));
  io.err(problemsText(planned.problems));
  return exitCode(planned, options.failOn);
}

/** Makes a plan with what the options say of presets, tags and output. */
export async function makePlanFor(
  dir: string,
  { tags, preset, verbose }: Pick<PlanOptions, 'tags' | 'preset' | 'verbose'>,
  io: Io,
): Promise<Planned> {
  const presetRoot = preset === undefined ? PACKAGE_ROOT : path.resolve(preset);
  const snapshot = tags === undefined ? undefined : parseSnapshot(await readFile(tags, 'utf8'), tags);
  try {
    return await makePlan(dir, {
      presetRoot,
      presetSource: preset === undefined ? 'this package' : presetRoot,
      onProgress: (text) => io.progress(oneLine(text)),
      ...(verbose ? { onOutput: io.err, env: { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'debug' } } : {}),
      ...(snapshot === undefined ? {} : { snapshot }),
    });
  } finally {
    io.progress('');
  }
}

function render(planned: Plan, format: Format, terminal: Terminal): string {
  switch (format) {
    case 'text':
      return planText(planned, terminal);
    case 'json':
      return planJson(planned);
    case 'markdown':
      return planMarkdown(planned);
    case 'html':
      return planHtml(planned);
  }
}

function exitCode({ problems, pullRequests, heldBack }: Plan, failOn: readonly FailOn[]): number {
  if (problems.some(({ severity }) => severity === 'error')) return EXIT.failed;
  const met = {
    updates: pullRequests.length > 0,
    'held-back': heldBack.some(isNewer),
    warnings: problems.length > 0,
  };
  return failOn.some((name) => met[name]) ? EXIT.refused : EXIT.ok;
}
