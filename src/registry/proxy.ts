import { BlockList, isIP, isIPv4 } from 'node:net';
import { Agent, type Dispatcher, EnvHttpProxyAgent, interceptors, Pool } from 'undici';
import { LOOPBACK } from './address.ts';
import { RegistryError } from './error.ts';

/** The failure of a proxy to open a tunnel. */
export class ProxyError extends Error {
  /** The proxy's host and port, without its credentials. */
  readonly proxy: string;
  /** The status of its response; `undefined` if it did not respond. */
  readonly status: number | undefined;

  constructor(proxy: string, status: number | undefined, options?: ErrorOptions) {
    super(`no tunnel through ${proxy}`, options);
    this.proxy = proxy;
    this.status = status;
  }
}

/** Limits of connections. */
export interface Limits {
  /** The longest wait for a connection, a response, or the next part of one. */
  readonly idleTimeoutMs: number;
  /** The most connections to a host. */
  readonly connections: number;
}

/**
 * Opens the connections of this machine: through the proxies of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (in either
 * case; `NO_PROXY` with domains, addresses, ranges such as 10.0.0.0/8, and `*`), and never through one to loopback.
 *
 * @returns the dispatcher for a URL.
 * @throws {RegistryError} if a variable is not the URL of a proxy.
 */
export function openConnections({ idleTimeoutMs, connections }: Limits): (url: URL) => Dispatcher {
  const noProxy = [process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '', ...LOOPBACK].join(',');
  const options: Agent.Options = {
    connections,
    connect: { timeout: idleTimeoutMs },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    // A connection for each request, so that requests do not outnumber connections.
    allowH2: false,
  };
  const decode = interceptors.decompress({ skipErrorResponses: false });
  const direct = new Agent(options).compose(decode);
  const proxied = new EnvHttpProxyAgent({
    ...options,
    ...proxyOf('httpProxy', 'http_proxy', 'HTTP_PROXY'),
    ...proxyOf('httpsProxy', 'https_proxy', 'HTTPS_PROXY'),
    noProxy,
    connectTimeout: idleTimeoutMs,
    clientFactory: (proxy, defaults) => new TunnelPool(proxy, { ...defaults, headersTimeout: idleTimeoutMs }),
  }).compose(decode);
  const isDirect = addressesOf(noProxy);
  return (url) => (isDirect(url.hostname) ? direct : proxied);
}

/** The connections to a proxy. Failures to open a tunnel name the proxy, and have the limits of all requests. */
class TunnelPool extends Pool {
  readonly #proxy: string;

  constructor(proxy: URL, options: Pool.Options) {
    super(proxy.origin, options);
    this.#proxy = proxy.host;
  }

  override connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData>;
  override connect(...args: Parameters<Pool['connect']>): void;
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    const data = await super.connect(options).catch((cause: unknown) => {
      throw new ProxyError(this.#proxy, undefined, { cause });
    });
    if (data.statusCode === 200) return data;
    data.socket.on('error', () => {}).destroy();
    throw new ProxyError(this.#proxy, data.statusCode);
  }
}

/** @param option the name of the option for the proxy that the first of the variables names. */
function proxyOf(option: 'httpProxy' | 'httpsProxy', ...names: readonly string[]): EnvHttpProxyAgent.Options {
  const name = names.find((one) => process.env[one] !== undefined) ?? '';
  const value = process.env[name]?.trim() ?? '';
  if (value === '') return { [option]: '' };
  // curl and Go accept HOST:PORT as well.
  const url = URL.parse(/^[^/]*:\d+\/?$/.test(value) ? `http://${value}` : value);
  if (url !== null && /^(?:https?|socks5?):$/.test(url.protocol) && areDecodable(url)) return { [option]: url.href };
  // The value may hold a password.
  throw new RegistryError('proxy', `${name} is not the URL of a proxy: write http://HOST:PORT, or unset it`);
}

function areDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** Matches hosts with the ranges of a `NO_PROXY`. undici matches the other forms. */
function addressesOf(noProxy: string): (host: string) => boolean {
  const ranges = new BlockList();
  for (const [, address = '', bits] of noProxy.matchAll(/([0-9A-Fa-f.:]+)\/(\d{1,3})(?=[,\s]|$)/g)) {
    if (isIP(address) !== 0 && Number(bits) <= (isIPv4(address) ? 32 : 128)) {
      ranges.addSubnet(address, Number(bits), isIPv4(address) ? 'ipv4' : 'ipv6');
    }
  }
  return (host) => {
    const address = host.replace(/^\[|\]$/g, '');
    return isIP(address) !== 0 && ranges.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  };
}
