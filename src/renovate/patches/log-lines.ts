import type { Run } from '../child/run-state.ts';
import type { Config, Internals } from '../internals.ts';
import type { LogLine } from '../messages.ts';
import { currentLookup } from './current-lookup.ts';

/** The message that Renovate logs if the presets' transform rejects a response. */
export const REJECTED_RESPONSE = 'Error while evaluating JSONata expression';

const MAX_LINES = 1000;
const MAX_DETAIL_CHARACTERS = 500;

const REASONS: readonly unknown[] = ['not-in-snapshot', 'list-incomplete', 'response-refused'];

/** Appends a record of Renovate's log to the log of the run. */
export function appendLogLine(internals: Internals, { log }: Pick<Run, 'log'>, message: string, record: Config): void {
  if (log.length < MAX_LINES) log.push(toLine(message, record, internals['util/sanitize.js'].sanitize));
}

function toLine(message: string, record: Config, sanitize: (text: string) => string): LogLine {
  const err = causeOf((record['err'] ?? {}) as Config);
  const response = (err['response'] ?? {}) as Config;
  const statusCode = err['statusCode'] ?? response['statusCode'] ?? (message.endsWith('404') ? 404 : undefined);
  const packageName = record['packageName'] ?? currentLookup.getStore()?.packageName;
  const code = record['errCode'] ?? err['code'];
  const reason = message === REJECTED_RESPONSE ? 'response-refused' : err['reason'];
  const detail = detailOf(err);
  const host = hostOf(err) ?? hostIn(record['url']);
  return {
    message,
    ...(typeof packageName === 'string' ? { packageName } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(host === undefined ? {} : { host }),
    ...(isReason(reason) ? { reason } : {}),
    ...(detail === undefined ? {} : { detail: sanitize(detail.slice(0, MAX_DETAIL_CHARACTERS)) }),
  };
}

/** Renovate's ExternalHostError wraps the error of the request. */
function causeOf(error: Config): Config {
  return (error['err'] ?? error) as Config;
}

/** The host that a failed request was sent to. */
export function hostOf(error: Config): string | undefined {
  const { options, response } = error as { options?: { url?: unknown }; response?: { url?: unknown } };
  return hostIn(options?.url) ?? hostIn(response?.url);
}

function hostIn(url: unknown): string | undefined {
  return url instanceof URL || typeof url === 'string' ? URL.parse(String(url))?.host : undefined;
}

function isReason(reason: unknown): reason is NonNullable<LogLine['reason']> {
  return REASONS.includes(reason);
}

/** The message of an error. A schema error describes each of its issues in several lines: its first issue is enough. */
function detailOf({ issues, message }: Config): string | undefined {
  const [first] = Array.isArray(issues) ? (issues as { path: PropertyKey[]; message: string }[]) : [];
  if (first !== undefined) return `${first.path.map(String).join('.')}: ${first.message}`;
  return typeof message === 'string' ? message : undefined;
}
