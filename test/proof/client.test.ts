import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { openCredentials } from '../../src/registry/credentials.ts';
import { RegistryError } from '../../src/registry/error.ts';
import { scratch, serve } from '../cli/command.ts';
import { digestOf, IMAGE, MANIFEST, REPOSITORY, type Reply, TAGS } from '../registry/faults.ts';
import { broken, mistyped, nested } from './broken.ts';
import { expectOneLine, hold } from './hold.ts';
import { LONG } from './proof.ts';

/*
 * What the registry client reads: files of credentials and answers, broken in every way.
 */

afterEach(() => void vi.unstubAllEnvs());

/** @returns what something came to, where it did not fail in one line. */
async function orOneLine<T>(work: Promise<T>, secrets: readonly string[] = []): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    expectOneLine(error.message);
    for (const secret of secrets) expect(error.message).not.toContain(secret);
    return undefined;
  }
}

test('files of credentials: a login, none, or what is wrong in one line that quotes none', LONG, async () => {
  const host = 'registry.example:5000';
  const secret = 'hunter2-is-no-password';
  const config = {
    credsStore: 'is-not-there',
    HttpHeaders: { 'User-Agent': 'x' },
    auths: {
      'other.example': { auth: btoa(`eve:${secret}`) },
      [`https://${host}/v2/`]: { auth: btoa(`joe:${secret}`) },
      [`${host}/some`]: { identitytoken: secret },
      [`${host}/named`]: { username: 'ann', password: secret },
      [`${host}/held`]: { registrytoken: secret },
    },
    credHelpers: { 'other.example': 'is-not-there' },
  };
  const { credsStore: _, ...plain } = config;
  const text = JSON.stringify(plain, null, 2);
  const texts = fc.oneof(
    { weight: 8, arbitrary: broken(text) },
    { weight: 8, arbitrary: mistyped(plain).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: mistyped(config).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: nested(text) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
  const folder = scratch();
  const file = path.join(folder, 'config.json');
  mkdirSync(path.join(folder, 'bin'));
  vi.stubEnv('REGISTRY_AUTH_FILE', file);
  // No program is a helper, whatever a broken file may call it.
  vi.stubEnv('PATH', path.join(folder, 'bin'));
  const find = (name: string) => openCredentials(host)('here', name);
  writeFileSync(file, text);
  expect(await find('some/repository')).toEqual({ identityToken: secret });
  expect(await find('other')).toEqual({ username: 'joe', password: secret });
  expect(await find('named/one')).toEqual({ username: 'ann', password: secret });
  expect(await find('held/one')).toEqual({ registryToken: secret });
  await hold(
    {
      name: 'fuzz-credentials',
      law: 'a broken file of credentials gives a login or none, or is refused in one line that quotes nothing secret',
    },
    fc.asyncProperty(
      texts,
      fc.constantFrom('some/repository', 'other', 'named/one', 'held/one'),
      async (broken, repository) => {
        writeFileSync(file, broken);
        const found = await orOneLine(find(repository), [secret, btoa(`joe:${secret}`)]);
        if (found !== undefined) for (const value of Object.values(found)) expect(value).toBeTypeOf('string');
      },
    ),
  );
});

/** A text that may take the place of `whole`. */
function spoiled(whole: object): fc.Arbitrary<string> {
  const text = JSON.stringify(whole);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(text) },
    { weight: 4, arbitrary: broken(text) },
    { weight: 8, arbitrary: mistyped(whole).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: nested(text) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

/** Something in a few of all cases, else `usual`. */
function rarely<T>(usual: T, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.constant(usual) },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

/** A header that is broken; what is not there stays away. */
function header(...values: string[]): fc.Arbitrary<string | undefined> {
  const texts = fc.constantFrom(...values);
  return rarely<string | undefined>(
    undefined,
    texts,
    texts.chain(broken).filter((text) => /^[ -~]*$/.test(text)),
  );
}

/** Replies with a body like `whole`, and with headers that lead nowhere but to loopback. */
function replies(whole: object, type: string): fc.Arbitrary<Reply> {
  return fc
    .record({
      status: rarely(200, fc.constantFrom(201, 204, 301, 302, 307, 400, 401, 403, 404, 405, 416, 418, 429, 500, 503)),
      headers: fc.record({
        'content-type': rarely<string | undefined>(type, fc.constantFrom('', ';', 'text/html; x', INDEX, IMAGE)),
        link: header('<?last=a>; rel="next"', '</v2/>; rel=next', '<http://[>; rel="next"', '<'),
        location: rarely<string | undefined>(
          undefined,
          fc.constantFrom('', '/v2/', '?', 'ftp://127.0.0.1/', 'http://['),
        ),
        'www-authenticate': header(
          'Basic',
          'Bearer realm="/x"',
          'Bearer realm="ftp://127.0.0.1/",scope="a"',
          'Digest a',
        ),
        'content-encoding': header('gzip', 'identity', 'x'),
        'docker-content-digest': header(MANIFEST.config.digest, 'md5:00', ''),
        'retry-after': header('0', '-1', '99999999999', 'x'),
      }),
      body: spoiled(whole).map((text) => Buffer.from(text)),
    })
    .map(({ status, headers, body }) => {
      const there = Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined);
      return { status, headers: Object.fromEntries(there), body };
    });
}

const INDEX = 'application/vnd.oci.image.index.v1+json';

test("a registry's answers to the client: what the specification allows, or one line", LONG, async () => {
  const digest = digestOf(JSON.stringify(MANIFEST));
  const index = { schemaVersion: 2, manifests: [{ digest, platform: { os: 'linux', architecture: 'amd64' } }] };
  const cases = fc.record({
    list: fc.array(replies({ name: REPOSITORY, tags: TAGS }, 'application/json'), { minLength: 1, maxLength: 3 }),
    manifest: fc.oneof(replies(MANIFEST, IMAGE), replies(index, INDEX)),
    /** What an index leads to. */
    image: replies(MANIFEST, IMAGE),
  });
  let given: { list: Reply[]; manifest: Reply; image: Reply } | undefined;
  let pages = 0;
  const url = await serve(({ url: asked }, response) => {
    const page = given?.list[pages++ % given.list.length];
    const reply = asked?.includes('/manifests/v')
      ? given?.manifest
      : asked?.includes('/manifests/')
        ? given?.image
        : page;
    const { status = 404, headers = {}, body } = reply ?? {};
    response.writeHead(status, headers).end(status === 204 ? undefined : body);
  });
  vi.stubEnv('REGISTRY_AUTH_FILE', path.join(scratch(), 'none.json'));
  const client = openRegistry(url, { attempts: 2, backoff: 1, retryFor: 10 });
  const answered = { tags: 0, artifacts: 0 };
  await hold(
    {
      name: 'fuzz-client',
      law: 'whatever a registry answers, the client gives tags and artifacts that are whole, or says why not in one line',
      figures: answered,
    },
    fc.asyncProperty(cases, async (replies) => {
      given = replies;
      pages = 0;
      const tags = await orOneLine(client.listTags(REPOSITORY));
      if (tags !== undefined) answered.tags += 1;
      for (const tag of tags ?? []) expect(tag).toMatch(/^\w[\w.-]{0,127}$/);
      const artifact = await orOneLine(client.findArtifact(REPOSITORY, TAGS[0] ?? '', 'amd64'));
      if (artifact === undefined) return;
      answered.artifacts += 1;
      expect(artifact.digest).toMatch(/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/);
      for (const { size } of artifact.layers) expect(size).toBeGreaterThanOrEqual(0);
    }),
  );
});
