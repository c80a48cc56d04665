import type { TemporaryPatch } from './patch.ts';

export const setClock: TemporaryPatch = {
  name: 'set-clock',
  lacks: 'Renovate evaluates a schedule for the current time alone, and an inspection evaluates a year.',
};

/** Calls a synchronous function of Renovate as if the time was `at`. @param at milliseconds since 1970. */
export function callAt<T>(at: number, work: () => T): T {
  const { now } = Date;
  try {
    Date.now = () => at;
    return work();
  } finally {
    Date.now = now;
  }
}
