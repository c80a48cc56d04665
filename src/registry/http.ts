import { type Dispatcher, request } from 'undici';
import { mayRedirect } from './address.ts';
import { connectionError, isTransientStatus } from './connection-error.ts';
import { RegistryError } from './error.ts';
import { openConnections } from './proxy.ts';
import { createRetry, type Retry, type RetryPolicy, TransientError } from './retry.ts';

/** Limits of a client. Times are in milliseconds. */
export interface HttpOptions extends RetryPolicy {
  /** The longest wait for a connection, a tunnel, a response, or the next part of one. */
  readonly idleTimeoutMs?: number;
  /** The longest time for a complete response. A blob has more time, by its size ({@link MIN_BYTES_PER_MS}). */
  readonly deadlineMs?: number;
  /** The most requests to a host at a time. Others wait. */
  readonly connections?: number;
}

/** A response with a status that is not transient. */
export interface RegistryResponse {
  readonly status: number;
  /** The requested URL, after redirects. */
  readonly url: URL;
  /** @returns `undefined` for a missing header. Several of a name are joined by commas. */
  header(name: string): string | undefined;
  /** Reads the body as a stream. @throws {TransientError} if it breaks off, or is too slow for the expected `bytes`. */
  stream(bytes?: number): AsyncGenerator<Buffer>;
  /** Reads the complete body. @throws {TransientError}, and {RegistryError} if it has more than `limit` bytes. */
  read(limit: number): Promise<Buffer>;
  /** Releases the connection without the body. */
  discard(): void;
}

/** The headers and the body of a request. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  readonly form?: URLSearchParams;
}

/** An HTTP client. */
export interface Http {
  /**
   * Sends one request, and follows its redirects: to other hosts without `Authorization`, and never from HTTPS to
   * plain HTTP. `where` is the start of messages.
   *
   * @throws {TransientError} if the server does not respond, or another attempt may get another response.
   * @throws {RegistryError}
   */
  send(where: string, url: URL, options?: RequestOptions): Promise<RegistryResponse>;
  /** Repeats requests as the {@link RetryPolicy} allows. */
  readonly retry: Retry;
}

/** The slowest accepted download of a blob. */
const MIN_BYTES_PER_MS = 16;

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 5;
/** A connection with more bytes to come than this is closed instead of reused. */
const MAX_DISCARDED_BYTES = 65_536;

/**
 * Creates an HTTP client. It uses the proxies of the environment ({@link openConnections}), and trusts the certificates
 * that Node.js trusts: `NODE_EXTRA_CA_CERTS` names the file of a private authority.
 *
 * @throws {RegistryError} if `HTTPS_PROXY` or `HTTP_PROXY` is not the URL of a proxy.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const { idleTimeoutMs = 30_000, deadlineMs = 60_000, connections = 8 } = options;
  const dispatcherFor = openConnections({ idleTimeoutMs, connections });

  async function sendOnce(where: string, url: URL, { headers, form }: RequestOptions): Promise<RegistryResponse> {
    const sent = {
      method: form === undefined ? ('GET' as const) : ('POST' as const),
      headers: {
        'user-agent': 'aks-sysext-renovate',
        // Digests, sizes and ranges count the bytes without a content encoding.
        'accept-encoding': 'identity',
        ...headers,
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form?.toString() ?? null,
    };
    const { signal, onInfo, stop } = limitInformation(url, deadlineMs);
    const received = await request(url, { dispatcher: dispatcherFor(url), ...sent, signal, onInfo })
      .catch((error: unknown) => Promise.reject(connectionError(where, url, error)))
      .finally(stop);
    const response = toResponse(where, url, received, deadlineMs);
    if (!isTransientStatus(response.status)) return response;
    response.discard();
    const wait = retryAfter(response.header('retry-after'));
    throw new TransientError(`${url.host} responds with ${response.status}`, wait === undefined ? {} : { wait });
  }

  async function send(where: string, url: URL, { headers = {}, form }: RequestOptions = {}): Promise<RegistryResponse> {
    const { authorization: _, ...anonymous } = headers;
    let to = url;
    let sent = headers;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await sendOnce(where, to, { headers: sent, ...(form !== undefined && { form }) });
      const location = response.header('location');
      if (!REDIRECTS.includes(response.status) || location === undefined || form !== undefined) return response;
      response.discard();
      const next = URL.parse(location, to.href);
      if (next === null || !mayRedirect(to, next)) {
        throw new RegistryError(
          'invalid',
          `${where}: ${to.host} redirects to an address that is not HTTPS: it is not followed`,
        );
      }
      if (next.origin !== to.origin) sent = anonymous;
      to = next;
    }
    throw new RegistryError('invalid', `${where}: ${url.host} redirects more than ${MAX_REDIRECTS} times`);
  }

  return { send, retry: createRetry(options) };
}

/** Limits the time for informational responses, each of which restarts the timeout. */
function limitInformation(url: URL, deadlineMs: number): { signal: AbortSignal; onInfo: () => void; stop: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: controller.signal,
    onInfo: () => {
      timer ??= setTimeout(() => controller.abort(tooSlow(url)), deadlineMs);
    },
    stop: () => clearTimeout(timer),
  };
}

function tooSlow(url: URL): TransientError {
  return new TransientError(`${url.host} is too slow`);
}

function toResponse(
  where: string,
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadlineMs: number,
): RegistryResponse {
  async function* stream(bytes = 0): AsyncGenerator<Buffer> {
    const slow = tooSlow(url);
    const timer = setTimeout(() => body.destroy(slow), deadlineMs + bytes / MIN_BYTES_PER_MS);
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
      if (size > limit) throw new RegistryError('invalid', `${where}: a response has more than ${limit} bytes`);
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
      body.dump({ limit: MAX_DISCARDED_BYTES, signal: AbortSignal.timeout(deadlineMs) }).catch(() => {});
    },
  };
}

/** The wait that a `Retry-After` header requests, in milliseconds (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}
