import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Credentials, openCredentials } from '../../src/registry/credentials.ts';
import { RegistryError } from '../../src/registry/error.ts';

const JOE = { auth: btoa('joe:pass:word') };
const PASSWORD: Credentials = { username: 'joe', password: 'pass:word' };
const SECRET = 'very-secret';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'credentials-'));
  const folder = home;
  onTestFinished(() => rmSync(folder, { recursive: true }));
  vi.stubEnv('HOME', home);
  for (const name of ['REGISTRY_AUTH_FILE', 'DOCKER_CONFIG', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME'])
    vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());

/** Writes a file below the home. @returns its path. */
function write(name: string, content: unknown, mode = 0o600): string {
  const file = path.join(home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return file;
}

const find = (host = 'example.com:5000', repository = 'some/repository') => openCredentials(host)('here', repository);

test('no file', async () => {
  expect(await find()).toBeUndefined();
});

const auths = (user: string) => ({ auths: { 'example.com:5000': { auth: btoa(`${user}:x`) } } });

test.each<[string, readonly [string, string][], string]>([
  ["Docker's", [['.docker/config.json', 'docker']], 'docker'],
  ["Podman's", [['.config/containers/auth.json', 'podman']], 'podman'],
  [
    "Docker's before Podman's",
    [
      ['.config/containers/auth.json', 'podman'],
      ['.docker/config.json', 'docker'],
    ],
    'docker',
  ],
])('%s', async (_, files, expected) => {
  for (const [file, user] of files) write(file, auths(user));
  expect(await find()).toMatchObject({ username: expected });
});

test('a file without an entry for the registry does not hide the next one', async () => {
  write('.docker/config.json', {
    auths: { 'other.com': JOE, 'example.com:5000': {} },
    HttpHeaders: {},
    currentContext: 'x',
  });
  write('.config/containers/auth.json', auths('podman'));
  expect(await find()).toMatchObject({ username: 'podman' });
});

test.each([
  ['DOCKER_CONFIG', 'docker', 'docker/config.json'],
  ['XDG_RUNTIME_DIR', 'run', 'run/containers/auth.json'],
  ['XDG_CONFIG_HOME', 'config', 'config/containers/auth.json'],
])('%s', async (name, folder, file) => {
  write(file, auths(name));
  expect(await find()).toBeUndefined();
  vi.stubEnv(name, path.join(home, folder));
  expect(await find()).toMatchObject({ username: name });
});

test('REGISTRY_AUTH_FILE is the only one', async () => {
  write('.docker/config.json', auths('docker'));
  vi.stubEnv('REGISTRY_AUTH_FILE', write('mine.json', { auths: {} }));
  expect(await find()).toBeUndefined();
  write('mine.json', auths('mine'));
  expect(await find()).toMatchObject({ username: 'mine' });
});

test.each<[string, string, string, object, Credentials | undefined]>([
  ['the host', 'example.com', 'a/b', { 'example.com': JOE }, PASSWORD],
  ['with a scheme', 'example.com', 'a/b', { 'https://example.com': JOE }, PASSWORD],
  ['with a path', 'example.com', 'a/b', { 'https://example.com/v2/': JOE }, PASSWORD],
  ['another port', 'example.com', 'a/b', { 'example.com:5000': JOE }, undefined],
  ['a host below it', 'example.com', 'a/b', { 'x.example.com': JOE, 'example.com.evil.com': JOE }, undefined],
  ['Docker Hub', 'registry-1.docker.io', 'a/b', { 'https://index.docker.io/v1/': JOE }, PASSWORD],
  ['Docker Hub for Podman', 'registry-1.docker.io', 'a/b', { 'docker.io': JOE }, PASSWORD],
  ['a namespace', 'example.com', 'a/b', { 'example.com/a': JOE, 'example.com': { auth: btoa('x:y') } }, PASSWORD],
  ['another namespace', 'example.com', 'a/b', { 'example.com/aa': JOE, 'example.com/b': JOE }, undefined],
  [
    'a refresh token',
    'example.com',
    'a/b',
    { 'example.com': { ...JOE, identitytoken: SECRET } },
    { identityToken: SECRET },
  ],
  ['no password', 'example.com', 'a/b', { 'example.com': { auth: btoa('joe:') } }, { username: 'joe', password: '' }],
  ['an empty entry', 'example.com', 'a/b', { 'example.com': { auth: '' } }, undefined],
  ['null', 'example.com', 'a/b', { 'example.com': null }, undefined],
  [
    'null in it',
    'example.com',
    'a/b',
    { 'example.com': { auth: null, identitytoken: null, username: null } },
    undefined,
  ],
  ['null beside a password', 'example.com', 'a/b', { 'example.com': { ...JOE, identitytoken: null } }, PASSWORD],
  [
    'a user and a password',
    'example.com',
    'a/b',
    { 'example.com': { username: 'joe', password: 'pass:word' } },
    PASSWORD,
  ],
  [
    'a user and a password, and an empty auth',
    'example.com',
    'a/b',
    { 'example.com': { auth: '', username: 'joe', password: 'pass:word' } },
    PASSWORD,
  ],
  [
    'an auth beside another user',
    'example.com',
    'a/b',
    { 'example.com': { ...JOE, username: 'ann', password: 'other' } },
    PASSWORD,
  ],
  ['a user alone', 'example.com', 'a/b', { 'example.com': { username: 'joe' } }, { username: 'joe', password: '' }],
  ['neither user nor password', 'example.com', 'a/b', { 'example.com': { auth: btoa(':') } }, undefined],
  [
    'a token for the registry',
    'example.com',
    'a/b',
    { 'example.com': { registrytoken: SECRET } },
    { registryToken: SECRET },
  ],
  [
    'an empty token',
    'example.com',
    'a/b',
    { 'example.com': { ...JOE, registrytoken: '', identitytoken: '' } },
    PASSWORD,
  ],
  ['an auth without padding', 'example.com', 'a/b', { 'example.com': { auth: JOE.auth.replace(/=+$/, '') } }, PASSWORD],
  [
    'an auth with NULs behind it',
    'example.com',
    'a/b',
    { 'example.com': { auth: btoa('joe:pass:word\0\0') } },
    PASSWORD,
  ],
  ['unknown fields', 'example.com', 'a/b', { 'example.com': { ...JOE, email: 'x@example.com', extra: [1] } }, PASSWORD],
  ['the port of HTTPS', 'example.com', 'a/b', { 'example.com:443': JOE }, PASSWORD],
  ['a namespace behind it', 'example.com', 'a/b', { 'example.com:443/a': JOE }, PASSWORD],
  ['a port that starts like it', 'example.com', 'a/b', { 'example.com:4433': JOE }, undefined],
  ['capitals', 'example.com', 'a/b', { 'Example.COM': JOE }, PASSWORD],
  ['one host in two spellings', 'example.com', 'a/b', { 'example.com': {}, 'https://example.com/v1/': JOE }, PASSWORD],
  ['an empty namespace', 'example.com', 'a/b', { 'example.com/a': {}, 'example.com': JOE }, PASSWORD],
  [
    'what is wrong for others',
    'example.com',
    'a/b',
    { 'o.com': SECRET, 'p.com': { auth: 3 }, 'example.com': JOE },
    PASSWORD,
  ],
  ['a name of objects', 'constructor', 'a/b', { 'example.com': JOE }, undefined],
])('an entry for %s', async (_, host, repository, entries, expected) => {
  write('.docker/config.json', { auths: entries });
  expect(await find(host, repository)).toEqual(expected);
});

test.each<[string, string | object]>([
  ['an empty file', ''],
  ['a file of spaces', ' \n'],
  ['an empty object', {}],
  ['auths that are null', { auths: null, credHelpers: null, credsStore: null }],
  ['a file without auths', { credsStore: '', HttpHeaders: {} }],
])('%s has no credentials, and does not hide the next file', async (_, content) => {
  write('.docker/config.json', content);
  expect(await find()).toBeUndefined();
  write('.config/containers/auth.json', auths('podman'));
  expect(await find()).toMatchObject({ username: 'podman' });
});

test('a byte order mark', async () => {
  write('.docker/config.json', `\uFEFF${JSON.stringify(auths('joe'))}`);
  expect(await find()).toMatchObject({ username: 'joe' });
});

test.each([
  ['no JSON', `{"auths": ${SECRET}`, 'is not a configuration of Docker or Podman'],
  ['a list', [SECRET], 'is not a configuration of Docker or Podman'],
  ['a wrong entry', { auths: { 'example.com:5000': SECRET } }, 'is not a configuration of Docker or Podman'],
  ['auths that are a list', { auths: [SECRET] }, 'is not a configuration of Docker or Podman'],
  [
    'a wrong helper for this host',
    { credHelpers: { 'example.com:5000': 3 } },
    'is not a configuration of Docker or Podman',
  ],
  [
    'a token of two lines',
    { auths: { 'example.com:5000': { registrytoken: `${SECRET}\r\nX: y` } } },
    'has a "registrytoken" for this registry that is not one word of printable characters',
  ],
  [
    'no base64 of a pair',
    { auths: { 'example.com:5000': { auth: btoa(SECRET) } } },
    'has an "auth" for this registry that is not base64 of USER:PASSWORD',
  ],
])('%s', async (_, content, expected) => {
  const file = write('.docker/config.json', content);
  const error = await find().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RegistryError);
  expect(String(error)).toContain(`here: the file of credentials ${file} ${expected}`);
  expect(String(error)).not.toContain(SECRET);
  expect(String(error)).not.toContain(btoa(SECRET));
});

test('a folder in the place of the file', async () => {
  mkdirSync(path.join(home, '.docker/config.json'), { recursive: true });
  await expect(find()).rejects.toThrow(/config\.json cannot be read \(EISDIR\)/);
});

/** Puts a credential helper on the PATH, which counts its calls in a file. */
function helper(name: string, script: string): void {
  write(`bin/docker-credential-${name}`, `#!/bin/sh\necho "$1 $(cat)" >> ${home}/calls\n${script}\n`, 0o755);
  vi.stubEnv('PATH', `${home}/bin:${process.env['PATH']}`);
}

const prints = (answer: object) => `echo '${JSON.stringify(answer)}'`;
const JOE_HELPED = prints({ ServerURL: 'x', Username: 'joe', Secret: 'pass:word' });
const NOT_FOUND = 'echo "credentials not found in native keychain"; exit 1';

test.each<[string, object, string, Credentials | undefined]>([
  ['for the host', { credHelpers: { 'example.com:5000': 'test' } }, JOE_HELPED, PASSWORD],
  ['for all', { credsStore: 'test' }, JOE_HELPED, PASSWORD],
  [
    'for the host before that for all',
    { credsStore: 'missing', credHelpers: { 'example.com:5000': 'test' } },
    JOE_HELPED,
    PASSWORD,
  ],
  [
    'a refresh token',
    { credsStore: 'test' },
    prints({ Username: '<token>', Secret: SECRET }),
    { identityToken: SECRET },
  ],
  ['that has none', { credsStore: 'test' }, NOT_FOUND, undefined],
  ['that has none, and an entry', { credsStore: 'test', auths: { 'example.com:5000': JOE } }, NOT_FOUND, PASSWORD],
  ['for another host', { credHelpers: { 'example.com': 'missing' } }, NOT_FOUND, undefined],
  ['turned off for the host', { credsStore: 'test', credHelpers: { 'example.com:5000': '' } }, JOE_HELPED, undefined],
  ['of null for the host', { credsStore: 'test', credHelpers: { 'example.com:5000': null } }, JOE_HELPED, PASSWORD],
  ['with empty strings', { credsStore: 'test' }, prints({ Username: '', Secret: '' }), undefined],
  [
    'with empty strings, and an entry',
    { credHelpers: { 'example.com:5000': 'test' }, auths: { 'example.com:5000': JOE } },
    prints({ ServerURL: '', Username: '', Secret: '' }),
    PASSWORD,
  ],
  ['with null', { credsStore: 'test' }, prints({ Username: null, Secret: null }), undefined],
  ['with an empty object', { credsStore: 'test' }, prints({}), undefined],
  ['with an empty token', { credsStore: 'test' }, prints({ Username: '<token>', Secret: '' }), undefined],
  ['with nothing', { credsStore: 'test' }, 'true', undefined],
  ['with a NUL', { credsStore: 'test' }, prints({ Username: 'joe', Secret: 'pass:word\0' }), PASSWORD],
  ['that is not installed', { credsStore: 'missing' }, '', undefined],
  ['that is not installed, for other hosts', { credsStore: 'missing', auths: { 'other.com': {} } }, '', undefined],
])('a credential helper %s', async (_, config, script, expected) => {
  helper('test', script);
  write('.docker/config.json', config);
  expect(await find()).toEqual(expected);
});

test.each([
  'credentials not found in native keychain',
  'Credentials not found',
  'CREDENTIALS NOT FOUND: example.com',
  'error getting credentials - err: exit status 1, out: `credentials not found`',
  'The specified item could not be found in the keychain.',
  'No stored credential for example.com',
  'no such credential',
  'Element not found.',
  'credential cannot be found',
])('a credential helper that says %j has none, on either stream', async (text) => {
  write('.docker/config.json', { credsStore: 'test', auths: { 'example.com:5000': JOE } });
  for (const stream of ['', ' >&2']) {
    helper('test', `echo '${text}'${stream}; exit 1`);
    expect(await find()).toEqual(PASSWORD);
  }
});

test('a credential helper is asked once, for the host', async () => {
  helper('test', JOE_HELPED);
  write('.docker/config.json', { credsStore: 'test' });
  const { readFileSync } = await import('node:fs');
  const lookUp = openCredentials('example.com:5000');
  await Promise.all(['a', 'b/c'].map((repository) => lookUp('here', repository)));
  expect(readFileSync(path.join(home, 'calls'), 'utf8')).toBe('get example.com:5000\n');
  await openCredentials('registry-1.docker.io')('here', 'a');
  expect(readFileSync(path.join(home, 'calls'), 'utf8')).toContain('get https://index.docker.io/v1/\n');
});

test.each([
  ['fails', 'test', `echo ${SECRET}; echo ${SECRET} >&2; exit 1`],
  ['prints nonsense', 'test', `echo ${SECRET}`],
  ['prints too little', 'test', prints({ Secret: SECRET })],
  ['prints without end', 'test', `while :; do echo ${SECRET}; done`],
  ['lacks a program', 'test', 'echo "aws: command not found" >&2; exit 127'],
  ['cannot be unlocked', 'test', `echo "the keychain is locked: ${SECRET}" >&2; exit 1`],
  ['is not there, and has the login', 'missing', ''],
])('a credential helper that %s', async (_, name, script) => {
  helper('test', script);
  write('.docker/config.json', { credsStore: name, auths: { 'example.com:5000': {} } });
  const error = await find().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RegistryError);
  expect(String(error)).toContain(`here: the credential helper docker-credential-${name} fails`);
  expect(String(error)).not.toContain(SECRET);
});

test('a credential helper for the host has to be installed', async () => {
  write('.docker/config.json', { credHelpers: { 'example.com:5000': 'missing' } });
  await expect(find()).rejects.toThrow('docker-credential-missing fails: it is not installed');
});

test.each(['../../bin/sh', 'a b', 'a;b', 'a/b'])('%j is not the name of a credential helper', async (name) => {
  write('.docker/config.json', { credsStore: name });
  await expect(find()).rejects.toThrow(`${JSON.stringify(name)} is not the name of a credential helper`);
});
