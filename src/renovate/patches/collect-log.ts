import type { Run } from '../child/run-state.ts';
import type { Config, Internals } from '../internals.ts';
import type { LogLine } from '../messages.ts';
import { guardLookups, packageInLookup } from './limit-lookups.ts';

/** What Renovate logs at level debug when a lookup fails. All else that matters it logs as a warning at least. */
const CAUSES = /^Datasource (?:404|unauthorized|connection error|unknown error)$|has failed validation/;

/** What it says when the presets' transform refuses an answer. */
const BROKEN_ANSWER = 'Error while evaluating JSONata expression';

/** At the most so many lines are kept. */
const LIMIT = 1000;

/** And so many characters of what an error says. */
const LONGEST = 500;

/**
 * Keeps what says why something did not work: Renovate's warnings, some of its debug lines, and the errors of
 * lookups, which Renovate drops: all that is left of a refused connection, a 401 or half an answer is "no-result".
 */
export function watchLog(internals: Internals, run: Pick<Run, 'log'>): void {
  const { sanitize } = internals['util/sanitize.js'];
  const keep = (message: string, record: Config) => {
    if (run.log.length < LIMIT) run.log.push(toLine(message, record, sanitize));
  };
  const { addStream, logger } = internals['logger/index.js'];
  const write = (record: Config) => keep(String(record['msg']), record);
  addStream({ name: 'causes', level: 'warn', type: 'raw', stream: { writable: true, write } });
  const { debug } = logger;
  logger.debug = function watched(record, message) {
    if (typeof record === 'object' && message !== undefined && CAUSES.test(message)) keep(message, record);
    debug.call(this, record, message);
  };
  const { warn } = logger.once;
  logger.once.warn = function watched(record, message) {
    // It is logged of one package alone, and each has a reason of its own.
    if (typeof record === 'object' && message === BROKEN_ANSWER) keep(message, record);
    warn.call(this, record, message);
  };
  guardLookups(internals, keep);
  const { CustomDatasource } = internals['modules/datasource/custom/index.js'];
  CustomDatasource.prototype.handleHttpErrors = (err) => keep('Custom datasource error', { err });
}

function toLine(message: string, record: Config, sanitize: (text: string) => string): LogLine {
  const err = causeOf((record['err'] ?? {}) as Config);
  const response = (err['response'] ?? {}) as Config;
  const statusCode = err['statusCode'] ?? response['statusCode'] ?? (message.endsWith('404') ? 404 : undefined);
  const packageName = record['packageName'] ?? packageInLookup();
  const code = record['errCode'] ?? err['code'];
  const reason = message === BROKEN_ANSWER ? 'response-refused' : err['reason'];
  const detail = messageOf(err);
  const host = hostOf(err) ?? hostIn(record['url']);
  return {
    message,
    ...(typeof packageName === 'string' ? { packageName } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(host === undefined ? {} : { host }),
    ...(isReason(reason) ? { reason } : {}),
    ...(detail === undefined ? {} : { detail: sanitize(detail.slice(0, LONGEST)) }),
  };
}

/** Renovate's ExternalHostError holds the error of the request. */
export function causeOf(error: Config): Config {
  return (error['err'] ?? error) as Config;
}

/** The host that the request of an error was for. */
export function hostOf(error: Config): string | undefined {
  const { options, response } = error as { options?: { url?: unknown }; response?: { url?: unknown } };
  return hostIn(options?.url) ?? hostIn(response?.url);
}

function hostIn(url: unknown): string | undefined {
  return url instanceof URL || typeof url === 'string' ? URL.parse(String(url))?.host : undefined;
}
function isReason(reason: unknown): reason is NonNullable<LogLine['reason']> {
  return typeof reason === 'string' && REASONS.includes(reason);
}

const REASONS = ['not-in-snapshot', 'list-incomplete', 'response-refused'];

/** The message of an error. That of an answer of another shape tells of each thing in it, in many lines. */
function messageOf({ issues, message }: Config): string | undefined {
  const [first] = Array.isArray(issues) ? (issues as { path: PropertyKey[]; message: string }[]) : [];
  if (first !== undefined) return `${first.path.map(String).join('.')}: ${first.message}`;
  return typeof message === 'string' ? message : undefined;
}
