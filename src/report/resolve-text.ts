import type { Resolution } from '../host/schema.ts';
import { parseVersion } from '../sysext/tag.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** Formats a resolution as text: the source, and every step that led to it. */
export function resolveText(resolution: Resolution, terminal: Terminal): string {
  const { name, version, arch, steps } = resolution;
  const decision = oneLine(`${name} ${version} for ${arch}: ${sourceText(resolution)}`);
  const rows = steps.map(({ step, outcome, reason }) => [step, outcome, reason]);
  return `${styled(terminal, 'bold', decision)}\n\n${formatTable([['step', 'outcome', 'why'], ...rows])}`;
}

/** `local /opt/kubelet/downloads/kubelet-v1.34.10-1-azlinux3-arm64.raw` */
export function sourceText(resolution: Resolution): string {
  switch (resolution.source) {
    case 'local':
      return `local ${resolution.file}`;
    case 'remote':
      return `remote ${resolution.reference}`;
    case 'tarball':
      return `tarball ${resolution.tarball}`;
    case 'none':
      return 'not found';
  }
}

/**
 * Notes for stderr, for a result that is read by a program: a registry that did not respond, a cached image that is
 * broken, a distro that is not given, and a tarball that replaces a build.
 */
export function resolveNotes({ name, version, source, steps }: Resolution): string {
  const isOtherBuild = source === 'tarball' && parseVersion(version) !== undefined;
  const warnings = steps
    .filter(
      ({ step, outcome }) => outcome === 'failed' || outcome === 'skipped' || (step === 'tarball' && isOtherBuild),
    )
    .map(({ step, reason }) => `warning: ${oneLine(`${name} ${version}: ${step}: ${reason}`)}\n`);
  const why = source === 'none' ? steps.at(-1)?.reason : undefined;
  const error = why === undefined ? [] : [`error: ${oneLine(`${name} ${version} is not found: ${why}`)}\n`];
  return [...warnings, ...error].join('');
}
