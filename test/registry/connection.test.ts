import dns from 'node:dns';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { RegistryError } from '../../src/registry/error.ts';
import type { HttpOptions } from '../../src/registry/http.ts';
import { missing } from '../tools.ts';
import { type Certificate, makeCertificate, makeDatedCertificate } from './certificate.ts';
import { answering, repeating, silent, startRaw } from './raw-server.ts';

const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];
const REPOSITORY = 'some/repository';
const BODY = JSON.stringify({ tags: ['v1'] });

/** Answers for names that nobody has, without a name server. */
const { lookup } = dns;
const lookUp = (name: string, options: dns.LookupOptions, done: (error: Error | null) => void): void => {
  if (/\.(?:test|invalid)$/.test(name)) done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
  else lookup(name, options, done);
};

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  vi.spyOn(dns, 'lookup').mockImplementation(lookUp as typeof lookup);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** What came of the list of tags: the tags, or `<kind>: <message>` with the host as HOST, and the attempts it took. */
async function list(registry: string, options: HttpOptions = {}): Promise<{ result: string; attempts: number }> {
  let attempts = 1;
  const onRetry = () => {
    attempts += 1;
  };
  const work = async () =>
    openRegistry(registry, { attempts: 2, backoff: 1, onRetry, ...options }).listTags(REPOSITORY);
  const result = await work().then(String, (error: unknown) => {
    if (!(error instanceof RegistryError)) throw error;
    return `${error.code}: ${error.message}`;
  });
  const host = registry.replace(/^https?:\/\//, '');
  return { result: result.replaceAll(host, 'HOST').replace(`HOST/${REPOSITORY}: `, ''), attempts };
}

describe('servers', () => {
  test.each<[string, (socket: Socket) => void, string]>([
    ['HTTP/1.0, which ends with the connection', answering(`HTTP/1.0 200 OK\r\n\r\n${BODY}`), 'v1'],
    ['HTTP/1.1 without a length', answering(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${BODY}`), 'v1'],
    [
      'names of headers in capitals',
      answering(`HTTP/1.1 200 OK\r\nCONTENT-LENGTH: ${BODY.length}\r\n\r\n${BODY}`),
      'v1',
    ],
    [
      'SSH',
      answering('SSH-2.0-OpenSSH_9.2\r\n'),
      'protocol: HOST does not speak HTTP: write https://HOST if it speaks TLS',
    ],
    [
      'a TLS alert',
      answering('\u0015\u0003\u0001\u0000\u0002\u0002F'),
      'protocol: HOST does not speak HTTP: write https://HOST if it speaks TLS',
    ],
    [
      'headers of 200 KB',
      answering(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}\r\n\r\n`),
      'protocol: HOST sends headers that are too large (UND_ERR_HEADERS_OVERFLOW)',
    ],
  ])('%s: one attempt', async (_, onConnection, expected) => {
    const host = await startRaw(onConnection);
    expect(await list(`http://${host}`)).toEqual({ result: expected, attempts: 1 });
  });

  const timeouts = { idleTimeoutMs: 200, deadlineMs: 200 };
  test.each<[string, (socket: Socket) => void, HttpOptions, string]>([
    ['closes the connection', (socket) => socket.destroy(), {}, 'the connection to HOST fails (UND_ERR_SOCKET)'],
    [
      'breaks the encoding of its body',
      answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
      {},
      'the connection to HOST fails (HTTP_PARSER_ERROR)',
    ],
    ['never answers', silent, timeouts, 'the connection to HOST fails (UND_ERR_HEADERS_TIMEOUT)'],
    ['drips its headers', repeating('x', 'HTTP/1.1 200 OK\r\nX: '), timeouts, 'fails (UND_ERR_HEADERS_TIMEOUT)'],
    ['is busy without end', repeating('HTTP/1.1 102 Processing\r\n\r\n'), timeouts, 'HOST is too slow'],
  ])('a server that %s', async (_, onConnection, options, expected) => {
    const { result } = await list(`http://${await startRaw(onConnection)}`, options);
    expect(result).toContain(expected);
  });

  test('a name that nobody has', async () => {
    const result = 'unavailable: the name of HOST cannot be resolved (ENOTFOUND) (tried 2 times)';
    expect(await list('registry.invalid')).toEqual({ result, attempts: 2 });
  });
});

describe('a proxy', () => {
  /** Lists tags of a registry through a proxy, which has a user and a password. */
  async function through(proxy: string, options: HttpOptions = {}, registry = 'registry.test') {
    vi.stubEnv('HTTPS_PROXY', `http://joe:s3cret@${proxy}`);
    const { result, attempts } = await list(registry, options);
    expect(result).not.toContain('s3cret');
    return { result: result.replaceAll(proxy, 'PROXY'), attempts };
  }

  test.each([
    [
      '407 Proxy Authentication Required',
      'set its user and password, as in HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT',
    ],
    ['403 Forbidden', 'allow the host there, or set NO_PROXY=HOST'],
    ['404 Not Found', 'allow the host there, or set NO_PROXY=HOST'],
    ['302 Found', 'allow the host there, or set NO_PROXY=HOST'],
  ])('that answers %s: one attempt', async (status, fix) => {
    const proxy = await startRaw(answering(`HTTP/1.1 ${status}\r\nLocation: /\r\n\r\n<html>`));
    const { result, attempts } = await through(proxy);
    const what = `the proxy PROXY responds with ${status.slice(0, 3)} to the request to connect to HOST`;
    expect(result).toBe(`proxy: ${what}: ${fix}`);
    expect(attempts).toBe(1);
  });

  test.each(['502 Bad Gateway', '503 Service Unavailable', '504 Gateway Timeout'])(
    'that answers %s: tried again',
    async (status) => {
      const { result, attempts } = await through(await startRaw(answering(`HTTP/1.1 ${status}\r\n\r\n`)));
      const what = `the proxy PROXY responds with ${status.slice(0, 3)} to the request to connect to HOST`;
      expect({ result, attempts }).toEqual({ result: `unavailable: ${what} (tried 2 times)`, attempts: 2 });
    },
  );

  test.each<[string, (socket: Socket) => void, string]>([
    [
      'accepts and never answers',
      silent,
      'unavailable: the connection to the proxy PROXY fails (UND_ERR_HEADERS_TIMEOUT)',
    ],
    ['closes the connection', (socket) => socket.destroy(), 'unavailable: the connection to the proxy PROXY fails'],
    ['speaks something else', answering('SSH-2.0-x\r\n'), 'protocol: the proxy PROXY does not speak HTTP'],
    [
      'opens a tunnel to silence',
      (socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')),
      'unavailable: the connection to HOST fails (UND_ERR_CONNECT_TIMEOUT)',
    ],
  ])('that %s', async (_, onConnection, expected) => {
    const { result } = await through(await startRaw(onConnection), { idleTimeoutMs: 200 });
    expect(result).toContain(expected);
  });

  test('that is down', async () => {
    const { result, attempts } = await through('127.0.0.1:1');
    const expected = 'unavailable: the connection to the proxy PROXY fails (ECONNREFUSED) (tried 2 times)';
    expect({ result, attempts }).toEqual({ result: expected, attempts: 2 });
  });

  test('whose name nobody has', async () => {
    const { result } = await through('proxy.invalid:3128');
    expect(result).toBe('unavailable: the name of the proxy PROXY cannot be resolved (ENOTFOUND) (tried 2 times)');
  });

  test('of HTTPS that speaks plain HTTP', async () => {
    vi.stubEnv('HTTPS_PROXY', `https://${await startRaw(answering('HTTP/1.1 400 Bad Request\r\n\r\n'))}`);
    expect((await list('registry.test')).result).toMatch(
      /^protocol: the proxy \S+ does not speak TLS \(\w+\): write http:\/\/ in HTTPS_PROXY$/,
    );
  });

  test.each(['nonsense', '://', 'http://', 'ftp://proxy:21', 'http://%zz@proxy:1', 'proxy:', 'joe:s3cret word@'])(
    'that is %j',
    async (value) => {
      vi.stubEnv('HTTPS_PROXY', value);
      const expected = 'proxy: HTTPS_PROXY is not the URL of a proxy: write http://HOST:PORT, or unset it';
      expect((await list('registry.test')).result).toBe(expected);
    },
  );

  test.each([
    ['https_proxy', 'http://PROXY'],
    ['HTTPS_PROXY', 'PROXY'],
    ['HTTPS_PROXY', 'joe:s3cret@PROXY'],
    ['HTTPS_PROXY', ' http://PROXY/ '],
    ['http_proxy', 'http://PROXY'],
  ])('in %s=%j', async (name, value) => {
    const proxy = await startRaw(answering('HTTP/1.1 403 Forbidden\r\n\r\n'));
    vi.stubEnv(name, value.replace('PROXY', proxy));
    expect((await list('registry.test')).result).toContain(`the proxy ${proxy} responds with 403`);
  });

  test.each<[string, string, boolean]>([
    ['registry.test', 'registry.test', true],
    ['REGISTRY.TEST', 'registry.test', true],
    ['other.test, registry.test', 'registry.test', true],
    ['other.test registry.test', 'registry.test', true],
    ['test', 'registry.test', true],
    ['.test', 'registry.test', true],
    ['*.test', 'registry.test', true],
    ['*', 'registry.test', true],
    ['registry.test:443', 'registry.test', true],
    ['registry.test:80', 'registry.test', false],
    ['gistry.test', 'registry.test', false],
    ['registry.test.example', 'registry.test', false],
    ['127.0.0.0/8', '127.9.9.9:1', true],
    ['10.0.0.0/8, 127.8.0.0/13', '127.9.9.9:1', true],
    ['127.9.9.9', '127.9.9.9:1', true],
    ['127.9.9.9:1', '127.9.9.9:1', true],
    ['10.0.0.0/8', '127.9.9.9:1', false],
    ['127.0.0.0/33', '127.9.9.9:1', false],
    ['127.0.0.0/8x', '127.9.9.9:1', false],
    ['', 'registry.test', false],
    ['', '127.0.0.1:1', true],
    ['', 'localhost:1', true],
    ['', '[::1]:1', true],
  ])('with NO_PROXY=%s, for %s: left out: %s', async (value, registry, isDirect) => {
    vi.stubEnv('HTTPS_PROXY', `http://${await startRaw(answering('HTTP/1.1 403 Forbidden\r\n\r\n'))}`);
    vi.stubEnv('NO_PROXY', value);
    const { result } = await list(registry, { attempts: 1 });
    expect(result.includes('the proxy ')).toBe(!isDirect);
  });
});

describe.skipIf(missing('openssl'))('TLS', () => {
  let folder = '';
  let own: Certificate;
  const trusted = getCACertificates('default');
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'connection-'));
    own = makeCertificate(folder);
  });
  afterEach(() => setDefaultCACertificates(trusted));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function startTls({ certificate, key }: Certificate): Promise<number> {
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (_, response) => {
      response.end(BODY);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  function trust({ certificate }: Certificate): void {
    setDefaultCACertificates([...trusted, readFileSync(certificate, 'utf8')]);
  }

  test('a certificate that is trusted', async () => {
    trust(own);
    expect(await list(`127.0.0.1:${await startTls(own)}`)).toEqual({ result: 'v1', attempts: 1 });
  });

  test('one of an unknown authority', async () => {
    expect(await list(`127.0.0.1:${await startTls(own)}`)).toEqual({
      result:
        'protocol: the certificate of HOST is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): NODE_EXTRA_CA_CERTS=FILE makes Node.js trust a private authority',
      attempts: 1,
    });
  });

  test('one for another name', async () => {
    trust(own);
    expect(await list(`localhost:${await startTls(own)}`)).toEqual({
      result:
        'protocol: the certificate of HOST is for another name (ERR_TLS_CERT_ALTNAME_INVALID), it is for 127.0.0.1, registry.test: name the host as its certificate does',
      attempts: 1,
    });
  });

  test.each([
    [
      '20200101000000Z',
      '20200102000000Z',
      'has expired (CERT_HAS_EXPIRED): renew it, or correct the clock of this machine',
    ],
    ['20800101000000Z', '20800102000000Z', 'is not valid yet (CERT_NOT_YET_VALID): correct the clock of this machine'],
  ])('one from %s to %s', async (from, to, expected) => {
    const dated = makeDatedCertificate(folder, from, to);
    trust(dated);
    expect(await list(`127.0.0.1:${await startTls(dated)}`)).toEqual({
      result: `protocol: the certificate of HOST ${expected}`,
      attempts: 1,
    });
  });

  test('one of a registry behind a proxy', async () => {
    const port = await startTls(own);
    const proxy = await startRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(connect(port, '127.0.0.1').on('error', () => {})).pipe(socket);
      }),
    );
    vi.stubEnv('HTTPS_PROXY', `http://${proxy}`);
    expect((await list('registry.test')).result).toContain('the certificate of HOST is not trusted');
    trust(own);
    expect((await list('other.test')).result).toContain('the certificate of HOST is for another name');
    expect((await list('registry.test')).result).toBe('v1');
  });

  test.each(['localhost', '127.0.0.1'])('none at all, on %s', async (name) => {
    const port = (await startRaw(answering('HTTP/1.1 400 Bad Request\r\n\r\n'))).split(':')[1];
    const { result, attempts } = await list(`${name}:${port}`);
    expect(result).toMatch(/^protocol: HOST does not speak TLS \(\w+\): write http:\/\/HOST$/);
    expect(attempts).toBe(1);
  });
});
