import type { Config } from '../internals.ts';

/*
 * Renovate applies package rules, and does not report which of them match. So each rule also sets an option of our own,
 * by which it is found in the resulting configuration.
 */

/** Renovate drops keys that start with `match`. */
const MARK = 'aks-sysext-matched-';

/** The rule with its mark. */
export function withMark(rule: Config, index: number): Config {
  return { ...rule, [`${MARK}${index}`]: true };
}

/** The indexes of the marked rules that were applied to a configuration. */
export function appliedRules(config: Config): number[] {
  return Object.keys(config).flatMap((key) => (isMark(key) ? [Number(key.slice(MARK.length))] : []));
}

export function isMark(key: string): boolean {
  return key.startsWith(MARK);
}
