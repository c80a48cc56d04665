import { AsyncLocalStorage } from 'node:async_hooks';
import type { Config, Internals } from './internals.ts';
import type { LogLine } from './protocol.ts';

/** What Renovate logs at level debug when a lookup fails. All else that matters it logs as a warning at least. */
const CAUSES = /^Datasource (?:404|unauthorized|connection error|unknown error)$|has failed validation/;

/** At the most so many lines are kept. */
const LIMIT = 1000;

/** The package that a custom datasource is looking up, in everything that it calls. */
const lookup = new AsyncLocalStorage<string>();

/**
 * Keeps what says why something did not work: Renovate's warnings, some of its debug lines, and the errors of
 * custom datasources, which Renovate drops: all that is left of a refused connection, a 401 or half an answer
 * is "no-result".
 *
 * @returns lines that grow while Renovate runs.
 */
export function watchLog(internals: Internals): LogLine[] {
  const lines: LogLine[] = [];
  const { sanitize } = internals['util/sanitize.js'];
  const keep = (message: string, record: Config) => {
    if (lines.length < LIMIT) lines.push(toLine(message, record, sanitize));
  };
  const { addStream, logger } = internals['logger/index.js'];
  const write = (record: Config) => keep(String(record['msg']), record);
  addStream({ name: 'causes', level: 'warn', type: 'raw', stream: { writable: true, write } });
  const { debug } = logger;
  logger.debug = function watched(record, message) {
    if (typeof record === 'object' && message !== undefined && CAUSES.test(message)) keep(message, record);
    debug.call(this, record, message);
  };
  const { prototype } = internals['modules/datasource/custom/index.js'].CustomDatasource;
  const { getReleases } = prototype;
  prototype.getReleases = function watched(config) {
    return lookup.run(config.packageName, () => getReleases.call(this, config));
  };
  prototype.handleHttpErrors = (err) => keep('Custom datasource error', { err });
  return lines;
}

function toLine(message: string, record: Config, sanitize: (text: string) => string): LogLine {
  const err = (record['err'] ?? {}) as Config;
  const response = (err['response'] ?? {}) as Config;
  const statusCode = err['statusCode'] ?? response['statusCode'] ?? (message.endsWith('404') ? 404 : undefined);
  const packageName = record['packageName'] ?? lookup.getStore();
  const code = record['errCode'] ?? err['code'];
  return {
    message,
    ...(typeof packageName === 'string' ? { packageName } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof err['message'] === 'string' ? { detail: sanitize(err['message']) } : {}),
  };
}
