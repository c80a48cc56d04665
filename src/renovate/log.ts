import type { Config } from './internals.ts';
import type { LogLine } from './protocol.ts';

/** Renovate says why a lookup failed in its log alone, some of it at level debug (20), most at warn (40). */
const CAUSES = /^Datasource (?:404|unauthorized|connection error|unknown error)$|has failed validation/;
const WARN = 40;

/** At the most so many lines are kept. */
const LIMIT = 1000;

/** A stream for Renovate's log that keeps the lines that say why something did not work. */
export function causes(lines: LogLine[]): { writable: true; write(record: Config): void } {
  return {
    writable: true,
    write(record) {
      const message = String(record['msg'] ?? '');
      const matters = Number(record['level']) >= WARN || CAUSES.test(message);
      if (matters && lines.length < LIMIT) lines.push(toLine(message, record));
    },
  };
}

function toLine(message: string, record: Config): LogLine {
  const err = (record['err'] ?? {}) as Config;
  const response = (err['response'] ?? {}) as Config;
  const statusCode = err['statusCode'] ?? response['statusCode'] ?? (message.endsWith('404') ? 404 : undefined);
  const packageName = record['packageName'];
  const code = record['errCode'] ?? err['code'];
  return {
    message,
    ...(typeof packageName === 'string' ? { packageName } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof err['message'] === 'string' ? { detail: err['message'] } : {}),
  };
}
