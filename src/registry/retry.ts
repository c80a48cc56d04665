import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from './error.ts';

/** Limits of retries after transient errors. Times are in milliseconds. */
export interface RetryPolicy {
  /** The longest time from the first failure to the last attempt. 0 turns retries off. */
  readonly retryFor?: number;
  /** The most attempts, even if time remains. */
  readonly attempts?: number;
  /** The wait before the second attempt, give or take a half; it doubles for each further one. */
  readonly backoff?: number;
  /** Receives one line before each wait: the error, and how long the wait is. */
  readonly onRetry?: (note: string) => void;
}

/** An error that may not occur again after a while: the connection, a timeout, 429 or 5xx. */
export class TransientError extends Error {
  /** The milliseconds that the server requests to wait. */
  readonly wait: number | undefined;

  constructor(message: string, { wait, cause }: { wait?: number; cause?: unknown } = {}) {
    super(message, { cause });
    this.wait = wait;
  }
}

/**
 * Repeats an attempt while it fails with a {@link TransientError} and the policy allows it.
 *
 * @param where the start of messages.
 * @param advanced whether the last attempt made progress, so that counting starts anew.
 * @throws {RegistryError} of kind `unavailable` at the end; other errors are passed on at once.
 */
export type Retry = <T>(where: string, attempt: () => Promise<T>, advanced?: () => boolean) => Promise<T>;

/** The longest wait between two attempts, unless the server requests a longer one. */
const MAX_BACKOFF_MS = 15_000;

/**
 * Creates the retries of one server. Its users share the time: once the server has failed for as long as the policy
 * allows, without any success, nothing else waits as long again.
 */
export function createRetry(policy: RetryPolicy = {}): Retry {
  const { retryFor = 60_000, backoff = 500, onRetry = () => {} } = policy;
  const attempts = retryFor === 0 ? 1 : (policy.attempts ?? 4);
  let serverFailsSince: number | undefined;

  return async function retry(where, attempt, advanced = () => false) {
    let failsSince: number | undefined;
    for (let tries = 1; ; tries++) {
      try {
        const value = await attempt();
        serverFailsSince = undefined;
        return value;
      } catch (error) {
        if (!(error instanceof TransientError)) throw error;
        const now = performance.now();
        if (advanced()) {
          tries = 1;
          failsSince = undefined;
          serverFailsSince = undefined;
        }
        failsSince ??= now;
        serverFailsSince ??= now;
        const end = Math.min(failsSince, serverFailsSince) + retryFor;
        const wait = waitBefore(tries, error, backoff);
        if (tries >= attempts || now + wait > end) throw unavailable(where, error, tries, end - now);
        onRetry(`${where}: ${error.message}: trying again in ${Math.ceil(wait / 1000)} s`);
        await sleep(wait);
      }
    }
  };
}

/** Waits are spread, so that the clients of a registry that recovers do not return all at once. */
function waitBefore(tries: number, { wait }: TransientError, backoff: number): number {
  const own = Math.min(backoff * 2 ** (tries - 1), MAX_BACKOFF_MS) * (0.5 + Math.random());
  if (wait === undefined) return own;
  return tries === 1 ? wait : Math.max(wait, own);
}

function unavailable(where: string, error: TransientError, tries: number, left: number): RegistryError {
  const { message, wait = 0 } = error;
  const often = tries === 1 ? '' : ` (tried ${tries} times)`;
  const later = wait > Math.max(left, 0) ? ` and requests a wait of ${Math.ceil(wait / 1000)} s: try again then` : '';
  return new RegistryError('unavailable', `${where}: ${message}${later}${often}`, { cause: error });
}
