import type { Inspection } from '../renovate/protocol.ts';
import { inConfig } from './config-place.ts';
import type { Facts } from './facts.ts';
import type { Found, Place } from './lint.ts';

type Sysext = Inspection['sysexts'][number];

/**
 * The sysexts that something is wrong with, once for each cause: a rule of the repository that sets one of `fields`
 * is pointed at, else the value itself.
 */
export function sysextsWith(
  { inspection }: Facts,
  fields: readonly string[],
  wrong: (sysext: Sysext) => string | undefined,
): Found[] {
  const found = new Map<string, { place: Place; message: string; more: number }>();
  for (const sysext of inspection.sysexts.filter(({ enabled }) => enabled)) {
    const what = wrong(sysext);
    if (what === undefined) continue;
    const rule = fields.map((field) => sysext.settledBy[field]).find((index) => index !== undefined);
    const place = rule === undefined ? { file: sysext.file, text: sysext.currentValue } : inConfig(inspection, rule);
    const key = JSON.stringify(place);
    const known = found.get(key);
    if (known !== undefined) known.more += 1;
    else found.set(key, { place, message: `${sysext.packageName} ${sysext.currentValue}: ${what}`, more: 0 });
  }
  return [...found.values()].map(({ place, message, more }) => {
    return { place, message: more === 0 ? message : `${message} (and ${more} more)` };
  });
}
