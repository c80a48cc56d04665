import type { Resolution } from '../node/schema.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** A resolution as text: the decision, and every step that led to it. */
export function resolveText(resolution: Resolution, terminal: Terminal): string {
  const { name, version, arch, steps } = resolution;
  const decision = oneLine(`${name} ${version} for ${arch}: ${sourceText(resolution)}`);
  const rows = steps.map(({ step, outcome, reason }) => [step, outcome, reason]);
  return `${styled(terminal, 'bold', decision)}\n\n${formatTable([['step', 'outcome', 'why'], ...rows])}`;
}

/** `local /opt/kubelet/downloads/kubelet-v1.34.10-1-azlinux3-arm64.raw` */
export function sourceText({ source, file, reference }: Resolution): string {
  return source === 'none' ? 'not found' : `${source} ${file ?? reference}`;
}

/**
 * Notes for stderr: a registry that gave no answer, a cached image that is broken, and a choice that was not made must
 * not go unseen where the answer is read by a program.
 */
export function resolveNotes({ name, version, source, steps }: Resolution): string {
  const warnings = steps
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
    .map(({ step, reason }) => `warning: ${oneLine(`${name} ${version}: ${step}: ${reason}`)}\n`);
  const why = source === 'none' ? steps.at(-1)?.reason : undefined;
  const error = why === undefined ? [] : [`error: ${oneLine(`${name} ${version} is not found: ${why}`)}\n`];
  return [...warnings, ...error].join('');
}
