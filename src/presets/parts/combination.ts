/**
 * How a preset goes together with others: a fact that stands beside it, for whoever checks what a repository extends.
 *
 * Presets are named by their published file, those of Renovate by their name.
 */
export interface Combination {
  /** Presets that have to stand before it, where a repository extends them too: it overwrites what they set. */
  readonly after: readonly string[];
  /** Presets that it contradicts, with the reason. */
  readonly notWith?: Readonly<Record<string, string>>;
}

/** Presets that set everything for every sysext: what changes some of it comes after them. */
export const AFTER_RULES = ['default.json', 'presets/rules.json'] as const;
