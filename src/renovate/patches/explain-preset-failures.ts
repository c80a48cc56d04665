import type { Patch } from './patch.ts';

/** The debug line with the cause of a preset that could not be fetched. */
const FAILED_FETCH = /^Preset file .+? not found in .+?: (.*)$/s;

export const explainPresetFailures: Patch = {
  name: 'explain-preset-failures',
  lacks: 'A preset that is missing, forbidden or unreachable is "dep not found": the cause is in a debug line alone.',
  upstream: 'https://github.com/renovatebot/renovate/issues/19433',
  apply({ internals, run }) {
    const { logger } = internals['logger/index.js'];
    const { debug } = logger;
    logger.debug = function collecting(record, message) {
      const [, failure] = (typeof record === 'string' && FAILED_FETCH.exec(record)) || [];
      if (failure !== undefined) run.fetchFailure = failure;
      debug.call(this, record, message);
    };
  },
};
