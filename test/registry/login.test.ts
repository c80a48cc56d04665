import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

import { openRegistry } from '../../src/registry/client.ts';
import { mayHaveCredentials } from '../../src/registry/token.ts';
import { failureOf } from './failures.ts';
import {
  BLOB,
  type Fault,
  type Faulty,
  json,
  LAYER,
  on,
  REPOSITORY,
  type Seen,
  startFaulty,
  status,
  TAGS,
} from './faults.ts';

const PASSWORD = 'pass:word';
const BASIC = `Basic ${btoa(`joe:${PASSWORD}`)}`;

beforeEach(() => vi.stubEnv('REGISTRY_AUTH_FILE', '/nonexistent/auth.json'));
afterEach(() => vi.unstubAllEnvs());

/** Stores credentials for a registry until the test ends. */
function store({ host }: Faulty, entry: Readonly<Record<string, string>>): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'auth.json');
  writeFileSync(file, JSON.stringify({ auths: { [host]: entry } }));
  vi.stubEnv('REGISTRY_AUTH_FILE', file);
}

/** Lets nobody in but with this header. */
function locked(challenge: (request: Seen) => string, accepts: (header: string, request: Seen) => boolean): Fault {
  return (reply, request) => {
    const { authorization } = request;
    if (authorization !== undefined && accepts(authorization, request)) return reply;
    return status(401, { 'www-authenticate': challenge(request) });
  };
}

/** A registry with a token service beside it, which gives `token-1`, `token-2`, and so on. */
async function startWithTokens(
  accepts: (token: string, request: Seen) => boolean,
  fault: Fault = (reply) => reply,
): Promise<{ registry: Faulty; service: Faulty }> {
  let count = 0;
  const service = await startFaulty(() => json({ token: `token-${++count}`, expires_in: 60 }), fault);
  const challenge = ({ path }: Seen) => {
    const scope = `repository:${REPOSITORY}:${path.includes('/tags/') ? 'metadata_read' : 'pull'}`;
    return `Bearer realm="${service.url}/token?account=1",service="the registry",scope="${scope}"`;
  };
  const registry = await startFaulty(
    locked(challenge, (header, request) => accepts(header.slice('Bearer '.length), request)),
  );
  return { registry, service };
}

const open = ({ url }: Faulty) => openRegistry(url, { backoff: 1, attempts: 2 });

describe('Basic', () => {
  const basic = locked(
    () => 'Basic realm="r"',
    (header) => header === BASIC,
  );

  test('the stored password, after one question, and from then on', async () => {
    const registry = await startFaulty(basic);
    store(registry, { auth: btoa(`joe:${PASSWORD}`) });
    const client = open(registry);
    expect(await client.listTags(REPOSITORY)).toEqual(TAGS);
    expect(await client.listTags(REPOSITORY)).toEqual(TAGS);
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([undefined, BASIC, BASIC]);
  });

  test.each<[string, Parameters<typeof store>[1] | undefined, string]>([
    ['none', undefined, `denied: requires a login: run 'oras login HOST' or 'docker login HOST'`],
    [
      'a wrong one',
      { auth: btoa('joe:wrong') },
      `denied: HOST refuses the list of tags (401): run 'oras login' or 'docker login' with an account that may pull from it`,
    ],
    ['a token', { identitytoken: 'secret' }, 'denied: HOST requires a password, but a token is stored: log in again'],
  ])('%s', async (_, entry, expected) => {
    const registry = await startFaulty(basic);
    if (entry !== undefined) store(registry, entry);
    expect((await failureOf(open(registry).listTags(REPOSITORY))).replaceAll(registry.host, 'HOST')).toBe(expected);
  });
});

describe('Bearer', () => {
  test('a token for anybody, with what the registry asks for', async () => {
    const { registry, service } = await startWithTokens((token) => token === 'token-1');
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
    expect(service.seen).toHaveLength(1);
    const [{ path, query, authorization } = expect.fail()] = service.seen;
    expect(path).toBe('/token');
    expect(Object.fromEntries(query)).toEqual({
      account: '1',
      service: 'the registry',
      scope: `repository:${REPOSITORY}:metadata_read`,
    });
    expect(authorization).toBeUndefined();
  });

  test('a token for the stored password', async () => {
    const { registry, service } = await startWithTokens(() => true);
    store(registry, { auth: btoa(`joe:${PASSWORD}`) });
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
    expect(service.seen.map(({ method, authorization }) => [method, authorization])).toEqual([['GET', BASIC]]);
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer token-1']);
  });

  test.each([{ auth: btoa(`joe:${PASSWORD}`) }, { identitytoken: 'refresh me' }])(
    'a token service on another host gets no credentials: %j',
    async (entry) => {
      const { registry, service } = await startWithTokens(
        () => true,
        (reply, { authorization }) => (authorization ? reply : status(401)),
      );
      const host = registry.host.replace('127.0.0.1', 'localhost');
      store({ ...registry, host }, entry);
      const client = openRegistry(`http://${host}`);
      const expected = `the token service ${service.host} of ${host} is on another domain, so that credentials are not sent to it`;
      await expect(client.listTags(REPOSITORY)).rejects.toThrow(`${host}/${REPOSITORY}: ${expected}`);
      expect(service.seen.map(({ method, authorization, body }) => [method, authorization, body])).toEqual([
        ['GET', undefined, ''],
      ]);
    },
  );

  test('a token for a refresh token', async () => {
    const { registry, service } = await startWithTokens(() => true);
    store(registry, { auth: btoa('00000000-0000-0000-0000-000000000000:'), identitytoken: 'refresh me' });
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
    const [{ method, authorization, body } = expect.fail()] = service.seen;
    expect([method, authorization]).toEqual(['POST', undefined]);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'aks-sysext-renovate',
      refresh_token: 'refresh me',
      service: 'the registry',
      scope: `repository:${REPOSITORY}:metadata_read`,
    });
  });

  test('requests at the same time share a token', async () => {
    const { registry, service } = await startWithTokens(() => true);
    const client = open(registry);
    await Promise.all(Array.from({ length: 10 }, () => client.listTags(REPOSITORY)));
    expect(service.seen).toHaveLength(1);
  });

  test('a token for lists is not taken for pulls', async () => {
    const accepted = new Map<string, string>();
    const { registry, service } = await startWithTokens((token, { path }) => {
      const action = path.includes('/tags/') ? 'list' : 'pull';
      if (!accepted.has(token)) accepted.set(token, action);
      return accepted.get(token) === action;
    });
    const client = open(registry);
    for (let round = 0; round < 3; round++) {
      await client.listTags(REPOSITORY);
      await client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64');
    }
    expect(service.seen).toHaveLength(2);
  });

  test('a token that is too old is replaced, once for all', async () => {
    let valid = 'token-1';
    const { registry, service } = await startWithTokens((token) => token === valid);
    const client = open(registry);
    await client.listTags(REPOSITORY);
    valid = 'token-2';
    await Promise.all(Array.from({ length: 10 }, () => client.listTags(REPOSITORY)));
    expect(service.seen).toHaveLength(2);
  });

  test('a token that is never accepted', async () => {
    const { registry, service } = await startWithTokens(() => false);
    expect(await failureOf(open(registry).listTags(REPOSITORY))).toContain('refuses the list of tags (401)');
    expect(service.seen).toHaveLength(1);
  });

  test('access_token is a name for it as well', async () => {
    const { registry } = await startWithTokens(
      (token) => token === 'other',
      () => json({ access_token: 'other' }),
    );
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
  });

  test('a token service that fails at first', async () => {
    let failed = false;
    const { registry } = await startWithTokens(
      () => true,
      (reply) => {
        if (failed) return reply;
        failed = true;
        return status(503);
      },
    );
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
  });

  test.each<[string, Fault, string]>([
    [
      'hangs',
      () => undefined,
      'unavailable: the connection to SERVICE fails (UND_ERR_HEADERS_TIMEOUT) (tried 2 times)',
    ],
    ['fails', () => status(503), 'unavailable: SERVICE responds with 503 (tried 2 times)'],
    ['is not there', () => status(404), 'invalid: the token service SERVICE responds with 404'],
    ['denies', () => status(403), `denied: requires a login: run 'oras login REGISTRY' or 'docker login REGISTRY'`],
    ['gives none', () => json({}), 'invalid: the token service SERVICE responds without a token'],
    ['gives an empty one', () => json({ token: '' }), 'invalid: the token service SERVICE responds without a token'],
    [
      'gives a header',
      () => json({ token: 'a\r\nx-evil: 1' }),
      'invalid: the token service SERVICE responds without a token',
    ],
    [
      'gives HTML',
      (reply) => ({ ...reply, body: Buffer.from('<html>secret') }),
      'invalid: the token service SERVICE responds without a token',
    ],
    ['gives 2 MB', () => json({ token: 'x'.repeat(2_000_000) }), 'invalid: a response has more than 1048576 bytes'],
  ])('a token service that %s', async (_, fault, expected) => {
    const { registry, service } = await startWithTokens(() => true, fault);
    const client = openRegistry(registry.url, { backoff: 1, attempts: 2, idleTimeoutMs: 300 });
    const failure = await failureOf(client.listTags(REPOSITORY));
    expect(failure.replaceAll(registry.host, 'REGISTRY').replaceAll(service.host, 'SERVICE')).toBe(expected);
  });

  test('after a failure the next one asks again', async () => {
    let isDown = true;
    const { registry } = await startWithTokens(
      () => true,
      (reply) => (isDown ? status(404) : reply),
    );
    const client = open(registry);
    await failureOf(client.listTags(REPOSITORY));
    isDown = false;
    expect(await client.listTags(REPOSITORY)).toEqual(TAGS);
  });

  test.each([
    '',
    'Bearer',
    'Bearer realm="/token"',
    'Bearer realm="http://192.0.2.1/token"',
    'Bearer realm="file:///etc/passwd"',
  ])('the challenge %j leads nowhere', async (challenge) => {
    const registry = await startFaulty(() => status(401, { 'www-authenticate': challenge }));
    store(registry, { auth: btoa(`joe:${PASSWORD}`) });
    expect(await failureOf(open(registry).listTags(REPOSITORY))).toMatch(
      /^(?:invalid: .* names a token service whose address is not HTTPS|denied: .* requires a login that is neither Basic nor Bearer)$/,
    );
  });
});

describe('a token that has expired', () => {
  /** A registry with a token service; the tokens so far are refused once `expire` is called. */
  async function startExpiring(code: number, hasChallenge: boolean, fault: Fault = (reply) => reply) {
    const service = await startFaulty(() => json({ token: `token-${service.seen.length}` }));
    const challenge = { 'www-authenticate': `Bearer realm="${service.url}/token",service="r"` };
    let valid = 0;
    const lock: Fault = (reply, { authorization }) => {
      if (authorization === undefined) return status(401, challenge);
      if (Number(authorization.replace('Bearer token-', '')) >= valid) return reply;
      return json({ errors: [{ code: 'DENIED' }] }, hasChallenge ? challenge : {}, code);
    };
    const registry = await startFaulty(lock, fault);
    const expire = () => {
      valid = service.seen.length + 1;
    };
    return { registry, service, expire };
  }

  const answers = [
    [400, false],
    [401, false],
    [401, true],
    [403, false],
  ] as const;

  test.each(answers)('%i, with a challenge: %s: a new one, once for all requests', async (code, hasChallenge) => {
    const { registry, service, expire } = await startExpiring(code, hasChallenge);
    const client = open(registry);
    const all = async () => {
      const requests = Array.from({ length: 5 }, async () => [
        await client.listTags(REPOSITORY),
        (await client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64'))?.layers,
      ]);
      expect(new Set((await Promise.all(requests)).map((one) => JSON.stringify(one)))).toEqual(
        new Set([JSON.stringify([TAGS, [LAYER]])]),
      );
    };
    await all();
    expect(service.seen).toHaveLength(2);
    expire();
    await all();
    expect(service.seen).toHaveLength(4);
  });

  test.each(answers)('%i, with a challenge: %s, in a download: it is resumed', async (code, hasChallenge) => {
    const cut: Fault = (reply, { range }) => {
      if (reply.status !== 200 || range !== undefined) return reply;
      expire();
      return { ...reply, breaks: { bytes: 100_000, how: 'cut' } };
    };
    const { registry, expire } = await startExpiring(code, hasChallenge, cut);
    const file = scratchFile();
    await open(registry).download(REPOSITORY, LAYER, file);
    expect(readFileSync(file).equals(BLOB)).toBe(true);
    const ranges = registry.seen.map(({ range }) => range);
    expect(ranges.slice(0, 2)).toEqual([undefined, undefined]);
    // What the network had not given out is lost.
    expect(new Set(ranges.slice(2))).toEqual(new Set([expect.stringMatching(/^bytes=[1-9]\d*-$/)]));
  });

  test.each([400, 401, 403])('%i to a new one as well: it stays refused, and the part is kept', async (code) => {
    const { registry, service, expire } = await startExpiring(
      code,
      false,
      on('/blobs/', () => status(code)),
    );
    const client = open(registry);
    await client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64');
    expire();
    const file = scratchFile();
    writeFileSync(file, BLOB.subarray(0, 1000));
    await failureOf(client.download(REPOSITORY, LAYER, file));
    expect(service.seen).toHaveLength(2);
    expect(readFileSync(file).equals(BLOB.subarray(0, 1000))).toBe(true);
  });

  test.each([400, 403])('a %i to a password is final', async (code) => {
    const registry = await startFaulty((reply, { authorization, path }) => {
      if (authorization !== BASIC) return status(401, { 'www-authenticate': 'Basic realm="r"' });
      return path.includes('/manifests/') ? status(code) : reply;
    });
    store(registry, { auth: btoa(`joe:${PASSWORD}`) });
    const client = open(registry);
    await failureOf(client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64'));
    await failureOf(client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64'));
    expect(registry.seen).toHaveLength(3);
  });
});

describe('what is stored', () => {
  /** Lists tags of a registry with a token service. @returns what the service saw, and the registry's headers. */
  async function listWith(entry: Readonly<Record<string, string>>, fault: Fault = (reply) => reply) {
    const { registry, service } = await startWithTokens(() => true, fault);
    store(registry, entry);
    const failure = await open(registry)
      .listTags(REPOSITORY)
      .then(
        () => undefined,
        (error: Error) => error.message.replaceAll(registry.host, 'REGISTRY').replaceAll(service.host, 'SERVICE'),
      );
    const asked = service.seen.map(({ method, authorization }) => [method, authorization]);
    return { failure, asked, headers: registry.seen.map(({ authorization }) => authorization) };
  }

  test('a user and a password without an auth', async () => {
    const { asked } = await listWith({ username: 'joe', password: PASSWORD });
    expect(asked).toEqual([['GET', BASIC]]);
  });

  test('empty strings are for nobody', async () => {
    const { failure, asked } = await listWith({ username: '', password: '', auth: btoa(':') });
    expect({ failure, asked }).toEqual({ failure: undefined, asked: [['GET', undefined]] });
  });

  test('a token for the registry goes there at once, and nowhere else', async () => {
    const { failure, asked, headers } = await listWith({ registrytoken: 's3cret' });
    expect({ failure, asked, headers }).toEqual({
      failure: undefined,
      asked: [],
      headers: [undefined, 'Bearer s3cret'],
    });
  });

  test('a token for a registry that wants a password', async () => {
    const registry = await startFaulty(() => status(401, { 'www-authenticate': 'Basic' }));
    store(registry, { registrytoken: 's3cret' });
    expect(await failureOf(open(registry).listTags(REPOSITORY))).toContain(
      'requires a password, but a token is stored',
    );
    expect(registry.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  const AS_PASSWORD = `Basic ${btoa('<token>:refresh me')}`;
  test.each<[number, boolean]>([
    [401, true],
    [404, true],
    [405, true],
    [501, true],
    [400, false],
    [403, false],
    [418, false],
  ])('an identity token, and %i for a POST: a GET: %s', async (code, isTried) => {
    const noPost: Fault = (reply, { method }) => (method === 'POST' ? status(code) : reply);
    const { failure, asked } = await listWith({ identitytoken: 'refresh me' }, noPost);
    expect(asked).toEqual([['POST', undefined], ...(isTried ? [['GET', AS_PASSWORD]] : [])]);
    expect(failure === undefined).toBe(isTried);
    expect(failure ?? '').not.toContain('refresh me');
  });

  test('an identity token that is refused both ways', async () => {
    const { failure } = await listWith({ identitytoken: 'refresh me' }, () => status(401));
    expect(failure).toContain("the stored credentials are refused (401): run 'oras login REGISTRY'");
  });
});

describe('what token services do', () => {
  test.each<[string, object]>([
    ['token', { token: 'good' }],
    ['access_token', { access_token: 'good' }],
    ['both', { token: 'good', access_token: 'other' }],
    ['an empty token beside it', { token: '', access_token: 'good' }],
    ['null beside it', { token: null, access_token: 'good' }],
    ['a token beside null', { token: 'good', access_token: null }],
    ['an end at once', { token: 'good', expires_in: 0 }],
    ['an end as a string', { token: 'good', expires_in: '300', issued_at: 'yesterday' }],
    ['no end', { token: 'good', expires_in: null }],
    ['more', { token: 'good', refresh_token: 'other', scope: 'x', token_type: 'Bearer' }],
  ])('%s', async (_, answer) => {
    const { registry } = await startWithTokens(
      (token) => token === 'good',
      () => json(answer),
    );
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
  });

  test('several scopes are parameters of their own', async () => {
    const service = await startFaulty(() => json({ token: 'good' }));
    const scope = 'repository:a/b:pull repository:c:pull,push';
    const challenge = `Bearer realm="${service.url}/token", scope="${scope}"`;
    const registry = await startFaulty(
      locked(
        () => challenge,
        (header) => header === 'Bearer good',
      ),
    );
    await open(registry).listTags(REPOSITORY);
    expect(service.seen[0]?.query.getAll('scope')).toEqual(['repository:a/b:pull', 'repository:c:pull,push']);
  });

  test.each<[string, (realm: string) => string]>([
    ['Basic before Bearer', (realm) => `Basic realm="r", Bearer realm="${realm}"`],
    ['Bearer before Basic', (realm) => `Bearer realm="${realm}", Basic realm="r"`],
    ['a scheme that is not known', (realm) => `Negotiate, Bearer realm="${realm}"`],
    ['no quotes', (realm) => `Bearer realm=${realm},service=x`],
    ['single quotes', (realm) => `Bearer realm='${realm}'`],
    ['spaces', (realm) => `bearer  realm = "${realm}" , service = "x"`],
  ])('a challenge with %s', async (_, challenge) => {
    const service = await startFaulty(() => json({ token: 'good' }));
    const registry = await startFaulty(
      locked(
        () => challenge(`${service.url}/token`),
        (header) => header === 'Bearer good',
      ),
    );
    expect(await open(registry).listTags(REPOSITORY)).toEqual(TAGS);
  });
});

/** A path until the test ends. */
function scratchFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'blob');
}

test('where a blob is on another host, neither header nor login goes there', async () => {
  const far = await startFaulty(() => status(401, { 'www-authenticate': 'Basic realm="give me"' }));
  const registry = await startFaulty(
    (reply, { path }) => (path.includes('/blobs/') ? status(307, { location: `${far.url}/blob` }) : reply),
    locked(
      () => 'Basic realm="r"',
      (header) => header === BASIC,
    ),
  );
  store(registry, { auth: btoa(`joe:${PASSWORD}`) });
  const file = path.join(tmpdir(), 'never-written.raw');
  onTestFinished(() => rmSync(file, { force: true }));
  const client = open(registry);
  await client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'arm64');
  expect(await failureOf(client.download(REPOSITORY, LAYER, file))).toContain(`${far.host} refuses the blob`);
  expect(registry.seen.map(({ authorization }) => authorization)).toEqual([undefined, BASIC, BASIC]);
  expect(far.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
});

test.each<[string, string, boolean]>([
  ['registry-1.docker.io', 'auth.docker.io', true],
  ['registry.gitlab.com', 'gitlab.com', true],
  ['mine.azurecr.io', 'mine.azurecr.io', true],
  ['example.com', 'auth.example.com', true],
  ['example.com:5000', 'example.com', true],
  ['registry-1.docker.io', 'docker.io.evil.com', false],
  ['registry-1.docker.io', 'evildocker.io', false],
  ['example.com', 'evil.com', false],
  ['example.com', 'com', false],
  ['10.0.0.1', '9.0.0.1', false],
  ['[fd00::1]', '[fd00::2]', false],
  ['localhost', 'evil.localhost.com', false],
])('credentials of %s for a token service on %s: %s', (registry, realm, expected) => {
  expect(mayHaveCredentials(new URL(`https://${registry}`), new URL(`https://${realm}/token`))).toBe(expected);
});
