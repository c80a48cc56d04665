import type { Cause } from '../renovate/messages.ts';

/** A cause in one line: what the option does, and where it is set. */
export function causeWords(cause: Cause): string {
  const { option, value, description } = cause;
  const place = placeWords(cause);
  const words = description === '' ? '' : `: ${description}`;
  if (option === 'enabled') return `${place} disables it${words}`;
  if (option.endsWith('.enabled')) return `${option} is false in ${place}`;
  if (option === 'ignoreDeps') return `ignoreDeps of ${place} names ${value}`;
  return `${option} ${JSON.stringify(value)} of ${place} leaves it out${words}`;
}

/** Where it is set: `packageRules[0] of renovate.json`. */
export function placeWords({ source, rule }: Pick<Cause, 'source' | 'rule'>): string {
  const file = source ?? 'the resolved configuration';
  return rule === null ? file : `packageRules[${rule}] of ${file}`;
}
