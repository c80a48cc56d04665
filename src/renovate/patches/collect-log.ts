import type { Run } from '../child/run-state.ts';
import type { Config, Internals } from '../internals.ts';
import { appendLogLine, REJECTED_RESPONSE } from './log-lines.ts';
import type { Patch } from './patch.ts';

/** The causes of failed lookups, which Renovate logs at level debug. */
const LOOKUP_CAUSES = /^Datasource (?:404|unauthorized|connection error|unknown error)$|has failed validation/;

export const collectLog: Patch = {
  name: 'collect-log',
  lacks: 'A refused connection, a 401 and half a response are all "no-result": the cause is in the log alone.',
  upstream: 'https://github.com/renovatebot/renovate/issues/2263',
  apply: ({ internals, run }) => collect(internals, run),
};

/** Collects Renovate's warnings, some of its debug lines, and the errors of custom datasources, which it drops. */
function collect(internals: Internals, run: Run): void {
  const append = (message: string, record: Config) => appendLogLine(internals, run, message, record);
  const { addStream, logger } = internals['logger/index.js'];
  const write = (record: Config) => append(String(record['msg']), record);
  addStream({ name: 'causes', level: 'warn', type: 'raw', stream: { writable: true, write } });
  const { debug } = logger;
  logger.debug = function collecting(record, message) {
    if (typeof record === 'object' && message !== undefined && LOOKUP_CAUSES.test(message)) append(message, record);
    debug.call(this, record, message);
  };
  const { warn } = logger.once;
  logger.once.warn = function collecting(record, message) {
    // Renovate logs it for the first package only, and each package has a reason of its own.
    if (typeof record === 'object' && message === REJECTED_RESPONSE) append(message, record);
    warn.call(this, record, message);
  };
  const { CustomDatasource } = internals['modules/datasource/custom/index.js'];
  CustomDatasource.prototype.handleHttpErrors = (err) => append('Custom datasource error', { err });
}
