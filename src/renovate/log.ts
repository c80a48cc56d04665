import { AsyncLocalStorage } from 'node:async_hooks';
import type { Config, CustomDatasource } from './internals.ts';
import type { LogLine } from './protocol.ts';

/** Renovate says why a lookup failed in its log alone, some of it at level debug (20), most at warn (40). */
const CAUSES = /^Datasource (?:404|unauthorized|connection error|unknown error)$|has failed validation/;
const WARN = 40;

/** At the most so many lines are kept. */
const LIMIT = 1000;

/** The package that a custom datasource is looking up, in everything that it calls. */
const lookup = new AsyncLocalStorage<string>();

/** A stream for Renovate's log that keeps the lines that say why something did not work. */
export function causes(lines: LogLine[]): { writable: true; write(record: Config): void } {
  return {
    writable: true,
    write(record) {
      const message = String(record['msg'] ?? '');
      const matters = Number(record['level']) >= WARN || CAUSES.test(message);
      if (matters) keep(lines, message, record);
    },
  };
}

/**
 * Keeps the errors of custom datasources as well. Renovate drops them: all that is left of a refused
 * connection, a 401 or half an answer is "no-result".
 */
export function watchLookups({ CustomDatasource }: CustomDatasource, lines: LogLine[]): void {
  const { prototype } = CustomDatasource;
  const { getReleases } = prototype;
  prototype.getReleases = function watched(config) {
    return lookup.run(config.packageName, () => getReleases.call(this, config));
  };
  prototype.handleHttpErrors = (err) => keep(lines, 'Custom datasource error', { err });
}

function keep(lines: LogLine[], message: string, record: Config): void {
  if (lines.length < LIMIT) lines.push(toLine(message, record));
}

function toLine(message: string, record: Config): LogLine {
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
    ...(typeof err['message'] === 'string' ? { detail: err['message'] } : {}),
  };
}
