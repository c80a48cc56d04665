/* Fixes that several lints recommend. */

/** For a sysext to which a rule of the presets does not apply. */
export const EXTEND_RULES = 'Extend the default preset, or presets/rules beside your own manager, after other presets';

/** For a setting that may be on purpose. */
export const REMOVE_SETTING = 'Remove the setting, unless it is on purpose.';

/** For a host or a preset that cannot be reached from this machine. */
export const RETRY_ONLINE =
  'Retry from a network that reaches the host, or with --snapshot. Do not change the repository.';

/** For a file that is not valid JSON. */
export const CORRECT_SYNTAX = 'Correct the syntax at this position.';
