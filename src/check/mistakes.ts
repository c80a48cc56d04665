import type { Inspection, Mistake } from '../renovate/messages.ts';
import { inConfig } from './config-place.ts';
import type { Found } from './lint.ts';

/** The texts of some kinds that Renovate cannot use, in the repository's file and in the presets that it extends. */
export function mistakesOf(inspection: Inspection, ...kinds: readonly Mistake['kind'][]): Found[] {
  return inspection.mistakes
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ source, path, option, value, message }) => {
      const holder = source === inspection.file ? '' : `${source}: `;
      return { place: inConfig(inspection, path), message: `${holder}${option} ${JSON.stringify(value)}: ${message}` };
    });
}
