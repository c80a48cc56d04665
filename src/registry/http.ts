import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { LOOPBACK, mayLead } from './address.ts';
import { RegistryError } from './client.ts';

/** How patient a client is; times are in milliseconds. */
export interface HttpOptions {
  /** How often a request is tried that fails for a reason that may pass. */
  readonly attempts?: number;
  /** The wait before the second attempt, more or less; it doubles for each further one. */
  readonly backoff?: number;
  /** The longest wait that a server may ask for with `Retry-After`. */
  readonly longestWait?: number;
  /** The longest that nothing is heard: no connection, no answer, no further part of it. */
  readonly timeout?: number;
  /** The longest that a whole answer may take. A blob has as much longer as it has bytes ({@link SLOWEST}). */
  readonly deadline?: number;
  /** The most requests to a host at a time; further ones wait for their turn. */
  readonly connections?: number;
}

/** An answer whose status is of no passing kind. */
export interface Answer {
  readonly status: number;
  /** Where it came from, after redirects. */
  readonly url: URL;
  /** @returns `undefined` where there is none; several of a name are joined by commas. */
  header(name: string): string | undefined;
  /** Its body as it comes in. @throws {PassingFailure} when it breaks off, or is too slow for `bytes` to expect. */
  stream(bytes?: number): AsyncGenerator<Buffer>;
  /** Its whole body. @throws {PassingFailure}, and {RegistryError} when it has more than `limit` bytes. */
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
   * @throws {PassingFailure} when no answer comes, or one that may be another after a while.
   * @throws {RegistryError}
   */
  send(where: string, url: URL, send?: Send): Promise<Answer>;
  /**
   * Does something as often as {@link HttpOptions.attempts} says while it fails for reasons that may pass.
   *
   * @param advanced whether the last attempt got on, so that the count starts anew.
   */
  retry<T>(where: string, attempt: () => Promise<T>, advanced?: () => boolean): Promise<T>;
}

/** Something failed that may work after a while. */
export class PassingFailure extends Error {
  /** Milliseconds that the server asks to wait. */
  readonly wait: number | undefined;

  constructor(message: string, wait?: number) {
    super(message);
    this.wait = wait;
  }
}

/** The bytes per millisecond that a blob comes with at least. */
const SLOWEST = 16;

const PASSING = [408, 429, 500, 502, 503, 504];
const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 5;
/** A connection with more bytes to come than this is closed instead of reused. */
const MOST_DISCARDED = 65_536;

/**
 * A client for HTTP. It goes through the proxies that `HTTPS_PROXY` and `NO_PROXY` name, but for loopback, and trusts
 * the certificates that Node.js trusts: `NODE_EXTRA_CA_CERTS` names the file of a private authority.
 */
export function createHttp(options: HttpOptions = {}): Http {
  const { attempts = 4, backoff = 500, longestWait = 60_000, timeout = 30_000, deadline = 60_000 } = options;
  const dispatcher = openDispatcher(timeout, options.connections ?? 8);

  async function exchange(where: string, url: URL, { headers, form }: Send): Promise<Answer> {
    const sent = {
      dispatcher,
      method: form === undefined ? ('GET' as const) : ('POST' as const),
      headers: {
        'user-agent': 'aks-sysext-renovate',
        ...headers,
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form?.toString() ?? null,
    };
    const response = await request(url, sent).catch((error: unknown) => Promise.reject(failure(where, url, error)));
    const answer = toAnswer(where, url, response, deadline);
    if (!PASSING.includes(answer.status)) return answer;
    answer.discard();
    const wait = retryAfter(answer.header('retry-after'));
    if (wait !== undefined && wait > longestWait) {
      const seconds = Math.ceil(wait / 1000);
      const what = `${url.host} answers ${answer.status} and asks to wait ${seconds} s`;
      throw new RegistryError('unavailable', `${where}: ${what}: try again then`);
    }
    throw new PassingFailure(`${url.host} answers ${answer.status}`, wait);
  }

  async function send(where: string, url: URL, { headers = {}, form }: Send = {}): Promise<Answer> {
    const { authorization: _, ...anonymous } = headers;
    let to = url;
    let sent = headers;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
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
    throw new RegistryError('invalid', `${where}: ${url.host} redirects more than ${MOST_REDIRECTS} times`);
  }

  async function retry<T>(where: string, attempt: () => Promise<T>, advanced = () => false): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof PassingFailure)) throw error;
        if (advanced()) failures = 1;
        if (failures >= attempts) {
          const often = attempts === 1 ? '' : ` (tried ${attempts} times)`;
          throw new RegistryError('unavailable', `${where}: ${error.message}${often}`);
        }
        // Not all clients of a registry that comes back shall come back at once.
        await sleep(error.wait ?? backoff * 2 ** (failures - 1) * (0.5 + Math.random()));
      }
    }
  }

  return { send, retry };
}

function openDispatcher(timeout: number, connections: number): Dispatcher {
  const direct = process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '';
  try {
    return new EnvHttpProxyAgent({
      noProxy: [direct, ...LOOPBACK].join(','),
      connections,
      connect: { timeout },
      headersTimeout: timeout,
      bodyTimeout: timeout,
      // A connection for each request, so that there are no more requests than connections.
      allowH2: false,
    });
  } catch {
    // The message would show the URL, and with it the proxy's password.
    throw new RegistryError('unavailable', 'HTTPS_PROXY or HTTP_PROXY is no URL of a proxy: correct or unset it');
  }
}

function toAnswer(
  where: string,
  url: URL,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  deadline: number,
): Answer {
  async function* stream(bytes = 0): AsyncGenerator<Buffer> {
    const slow = new PassingFailure(`${url.host} is too slow`);
    const timer = setTimeout(() => body.destroy(slow), deadline + bytes / SLOWEST);
    try {
      yield* body;
    } catch (error) {
      throw error === slow ? slow : failure(where, url, error);
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
      body.dump({ limit: MOST_DISCARDED, signal: AbortSignal.timeout(deadline) }).catch(() => {});
    },
  };
}

/** What a `Retry-After` header asks for, in milliseconds (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

/** Errors of certificates: another attempt ends the same. */
const CERTIFICATE = /CERT|^UNABLE_TO_(?:GET|VERIFY)/;

/** An error of the connection, by its code alone: the text may be the server's. */
function failure(where: string, url: URL, error: unknown): Error {
  const code = error instanceof Error && 'code' in error && error.code ? String(error.code) : 'no HTTP';
  if (!CERTIFICATE.test(code)) return new PassingFailure(`the connection to ${url.host} fails (${code})`);
  const hint = 'NODE_EXTRA_CA_CERTS=FILE makes Node.js trust a private authority';
  return new RegistryError('unavailable', `${where}: the certificate of ${url.host} is not trusted (${code}): ${hint}`);
}
