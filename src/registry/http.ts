import { type Dispatcher, request } from 'undici';
import { mayLead } from './address.ts';
import { connectionError, isTransientStatus } from './connection-error.ts';
import { RegistryError } from './error.ts';
import { openConnections } from './proxy.ts';
import { createRetry, type Retry, type RetryPolicy, TransientError } from './retry.ts';

/** How patient a client is; times are in milliseconds. */
export interface HttpOptions extends RetryPolicy {
  /** The longest that nothing is heard: no connection, no tunnel, no answer, no further part of it. */
  readonly timeout?: number;
  /** The longest that a whole answer may take. A blob has as much longer as it has bytes ({@link MIN_BYTES_PER_MS}). */
  readonly deadline?: number;
  /** The most requests to a host at a time; further ones wait for their turn. */
  readonly connections?: number;
}

/** An answer whose status is not a transient one. */
export interface Answer {
  readonly status: number;
  /** Where it came from, after redirects. */
  readonly url: URL;
  /** @returns `undefined` where there is none; several of a name are joined by commas. */
  header(name: string): string | undefined;
  /** Its body as it comes in. @throws {TransientError} when it breaks off, or is too slow for `bytes` to expect. */
  stream(bytes?: number): AsyncGenerator<Buffer>;
  /** Its whole body. @throws {TransientError}, and {RegistryError} when it has more than `limit` bytes. */
  read(limit: number): Promise<Buffer>;
  /** Gives the connection back; nothing of the body is wanted. */
  discard(): void;
}

/** What a request carries. */
export interface Send {
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  readonly form?: URLSearchParams;
}

export interface Http {
  /**
   * Sends one request, and follows its redirects: to other hosts without `Authorization`, and never from HTTPS to
   * plain HTTP. `where` is what messages start with.
   *
   * @throws {TransientError} when no answer comes, or one that may be another after a while.
   * @throws {RegistryError}
   */
  send(where: string, url: URL, send?: Send): Promise<Answer>;
  /** Repeats requests as the {@link RetryPolicy} allows. */
  readonly retry: Retry;
}

/** The bytes per millisecond that a blob comes with at least. */
const MIN_BYTES_PER_MS = 16;

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 5;
/** A connection with more bytes to come than this is closed instead of reused. */
const MAX_DISCARDED_BYTES = 65_536;

/**
 * A client for HTTP. It goes through the proxies of the environment ({@link openConnections}), and trusts the certificates
 * that Node.js trusts: `NODE_EXTRA_CA_CERTS` names the file of a private authority.
 *
 * @throws {RegistryError} when `HTTPS_PROXY` or `HTTP_PROXY` is not the URL of a proxy.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const { timeout = 30_000, deadline = 60_000, connections = 8 } = options;
  const dispatcherFor = openConnections({ timeout, connections });

  async function exchange(where: string, url: URL, { headers, form }: Send): Promise<Answer> {
    const sent = {
      method: form === undefined ? ('GET' as const) : ('POST' as const),
      headers: {
        'user-agent': 'aks-sysext-renovate',
        // Digests, sizes and ranges are of the bytes themselves.
        'accept-encoding': 'identity',
        ...headers,
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form?.toString() ?? null,
    };
    const { signal, onInfo, stop } = limitInformation(url, deadline);
    const response = await request(url, { dispatcher: dispatcherFor(url), ...sent, signal, onInfo })
      .catch((error: unknown) => Promise.reject(connectionError(where, url, error)))
      .finally(stop);
    const answer = toAnswer(where, url, response, deadline);
    if (!isTransientStatus(answer.status)) return answer;
    answer.discard();
    const wait = retryAfter(answer.header('retry-after'));
    throw new TransientError(`${url.host} answers ${answer.status}`, wait === undefined ? {} : { wait });
  }

  async function send(where: string, url: URL, { headers = {}, form }: Send = {}): Promise<Answer> {
    const { authorization: _, ...anonymous } = headers;
    let to = url;
    let sent = headers;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await exchange(where, to, { headers: sent, ...(form !== undefined && { form }) });
      const location = answer.header('location');
      if (!REDIRECTS.includes(answer.status) || location === undefined || form !== undefined) return answer;
      answer.discard();
      const next = URL.parse(location, to.href);
      if (next === null || !mayLead(to, next)) {
        throw new RegistryError('invalid', `${where}: ${to.host} redirects to what is no HTTPS address: not followed`);
      }
      if (next.origin !== to.origin) sent = anonymous;
      to = next;
    }
    throw new RegistryError('invalid', `${where}: ${url.host} redirects more than ${MAX_REDIRECTS} times`);
  }

  return { send, retry: createRetry(options) };
}

/** Limits how long a server may go on with informational responses: each of them restarts the timeout. */
function limitInformation(url: URL, deadline: number): { signal: AbortSignal; onInfo: () => void; stop: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    onInfo: () => {
      timer ??= setTimeout(() => controller.abort(tooSlow(url)), deadline);
    },
    stop: () => clearTimeout(timer),
  };
}

function tooSlow(url: URL): TransientError {
  return new TransientError(`${url.host} is too slow`);
}

function toAnswer(
  where: string,
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadline: number,
): Answer {
  async function* stream(bytes = 0): AsyncGenerator<Buffer> {
    const slow = tooSlow(url);
    const timer = setTimeout(() => body.destroy(slow), deadline + bytes / MIN_BYTES_PER_MS);
    try {
      yield* body;
    } catch (error) {
      throw connectionError(where, url, error, { hasStarted: true });
    } finally {
      clearTimeout(timer);
    }
  }

  async function read(limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream()) {
      size += chunk.length;
      if (size > limit) throw new RegistryError('invalid', `${where}: an answer of more than ${limit} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return {
    status: statusCode,
    url,
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    stream,
    read,
    discard: () => {
      body.dump({ limit: MAX_DISCARDED_BYTES, signal: AbortSignal.timeout(deadline) }).catch(() => {});
    },
  };
}

/** What a `Retry-After` header asks for, in milliseconds (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}
