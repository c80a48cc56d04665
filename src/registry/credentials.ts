import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { ProgramError, runProgram } from '../system/run-program.ts';
import { RegistryError } from './error.ts';
import { HEADER_TOKEN } from './headers.ts';

/** A user's password. */
export interface Password {
  readonly username: string;
  readonly password: string;
}

/** An OAuth 2 refresh token, for the registry's token service. */
export interface IdentityToken {
  readonly identityToken: string;
}

/** A token for the registry itself, as its token service issues it. */
interface RegistryToken {
  readonly registryToken: string;
}

/** The credentials that `oras login`, `docker login`, `podman login` or `az acr login` have stored for a registry. */
export type Credentials = Password | IdentityToken | RegistryToken;

/** @param where the start of messages. @throws {RegistryError} */
export type FindCredentials = (where: string, repository: string) => Promise<Credentials | undefined>;

/**
 * Entries by the name of a registry, or of a namespace in it, without the affixes that Docker adds to some. They are not
 * validated yet: an invalid entry of another registry does not matter.
 */
const Entries = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((all) => Map.groupBy(Object.entries(all ?? {}), ([name]) => plainName(name)));

/** `https://index.docker.io/v1/` is `index.docker.io`, and `example.com:443` is `example.com`. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/(?:\/v[12])?\/?$/, '')
    .replace(/:443(?=\/|$)/, '');
}

/** The file of Docker and ORAS, and Podman's (containers-auth.json(5)); `null` is absent. */
const AuthFile = z.object({ auths: Entries, credHelpers: Entries, credsStore: z.string().nullish() });
type AuthFile = z.infer<typeof AuthFile>;

/** Docker's `AuthConfig`. */
const Stored = z
  .object({
    auth: z.string().nullable(),
    username: z.string().nullable(),
    password: z.string().nullable(),
    identitytoken: z.string().nullable(),
    registrytoken: z.string().nullable(),
  })
  .partial()
  .nullable();

/** The output of a credential helper. */
const HelperOutput = z.object({ Username: z.string().nullish(), Secret: z.string().nullish() });

const DOCKER_HUB_API = 'registry-1.docker.io';
/** The name under which Docker stores its credentials. */
const DOCKER_HUB = 'https://index.docker.io/v1/';

/** The user of an identity token in the output of helpers. */
export const TOKEN_USER = '<token>';

const HELPER_TIMEOUT_MS = 30_000;

/**
 * Creates a look-up of the credentials for the repositories of one registry, in the files of Docker, ORAS and Podman: the
 * first that has some counts. A helper program is run once.
 *
 * @param host with the port, if it has one.
 */
export function openCredentials(host: string): FindCredentials {
  const results = new Map<string, Promise<Credentials | undefined>>();

  /** Runs a helper program once. */
  async function find(where: string, file: string, { name, isOptional }: Helper): Promise<Credentials | undefined> {
    if (!/^[A-Za-z0-9_.-]+$/.test(name)) {
      throw new RegistryError('denied', `${where}: ${JSON.stringify(name)} is not the name of a credential helper`);
    }
    const program = `docker-credential-${name}`;
    const result = results.get(name) ?? runHelper(program, host === DOCKER_HUB_API ? DOCKER_HUB : host);
    results.set(name, result);
    return result.catch((error: unknown) => {
      if (!(error instanceof ProgramError)) throw error;
      const isMissing = error.code === 'not-installed';
      if (isMissing && isOptional) return undefined;
      const why = isMissing ? ': it is not installed' : '';
      const fix = `try 'echo HOST | ${program} get', or remove it from ${file}`;
      throw new RegistryError('denied', `${where}: the credential helper ${program} fails${why}: ${fix}`, {
        cause: error,
      });
    });
  }

  return async (where, repository) => {
    const names = namesOf(host, repository);
    for (const file of configFiles()) {
      const config = await readAuthFile(where, file);
      if (config === undefined) continue;
      const helper = helperOf(where, file, config, names);
      const found = (helper && (await find(where, file, helper))) ?? stored(where, file, config, names);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * Where credentials are: `REGISTRY_AUTH_FILE` where it is set; else Docker's file, which ORAS shares, and the two of
 * Podman (containers-auth.json(5)).
 */
function configFiles(): string[] {
  const { REGISTRY_AUTH_FILE, DOCKER_CONFIG, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = process.env;
  if (REGISTRY_AUTH_FILE) return [REGISTRY_AUTH_FILE];
  return [
    path.join(DOCKER_CONFIG || path.join(homedir(), '.docker'), 'config.json'),
    ...(XDG_RUNTIME_DIR ? [path.join(XDG_RUNTIME_DIR, 'containers', 'auth.json')] : []),
    path.join(XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'containers', 'auth.json'),
  ];
}

/** @returns `undefined` for a file that does not exist, or is empty. */
async function readAuthFile(where: string, file: string): Promise<AuthFile | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw wrongFile(where, file, `cannot be read (${error.code})`);
  });
  if (text.trim() === '') return undefined;
  const config = parseJson(AuthFile, text);
  if (config === undefined) throw notAConfig(where, file);
  return config;
}

function wrongFile(where: string, file: string, what: string): RegistryError {
  return new RegistryError('denied', `${where}: the file of credentials ${file} ${what}: correct or remove it`);
}

function notAConfig(where: string, file: string): RegistryError {
  return wrongFile(where, file, 'is not a configuration of Docker or Podman');
}

/** The possible names of an entry for a repository, the most specific first: Podman has entries for namespaces. */
function namesOf(host: string, repository: string): string[] {
  const segments = [host, ...repository.split('/')];
  const names = segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
  return host === DOCKER_HUB_API ? [...names, 'index.docker.io', 'docker.io'] : names;
}

/** The values of the entries for a repository, the most specific first. */
function valuesOf(entries: AuthFile['auths'], names: readonly string[]): unknown[] {
  return names.flatMap((name) => entries.get(name)?.map(([, value]) => value) ?? []);
}

/** A credential helper. */
interface Helper {
  readonly name: string;
  /** Whether it may be missing: `docker login` leaves an entry for each registry whose login a store has. */
  readonly isOptional: boolean;
}

/** @returns the helper for a repository; `undefined` without one, or if an empty name turns off the one for all. */
function helperOf(where: string, file: string, config: AuthFile, names: readonly string[]): Helper | undefined {
  const [own] = valuesOf(config.credHelpers, names).filter((one) => one !== null);
  if (own !== undefined && typeof own !== 'string') throw notAConfig(where, file);
  const name = own ?? config.credsStore ?? '';
  const isOptional = own === undefined && valuesOf(config.auths, names).length === 0;
  return name === '' ? undefined : { name, isOptional };
}

/** The first login in the entries of the file itself. Docker leaves an empty entry where a helper has the login. */
function stored(where: string, file: string, { auths }: AuthFile, names: readonly string[]): Credentials | undefined {
  for (const value of valuesOf(auths, names)) {
    const entry = Stored.safeParse(value);
    if (!entry.success) throw notAConfig(where, file);
    const found = entry.data === null ? undefined : loginOf(where, file, entry.data);
    if (found !== undefined) return found;
  }
  return undefined;
}

function loginOf(where: string, file: string, entry: NonNullable<z.infer<typeof Stored>>): Credentials | undefined {
  const { auth, identitytoken, registrytoken } = entry;
  const wrong = (field: string, what: string) =>
    wrongFile(where, file, `has ${field} for this registry that is not ${what}`);
  if (registrytoken) {
    if (!HEADER_TOKEN.test(registrytoken)) throw wrong('a "registrytoken"', 'one word of printable characters');
    return { registryToken: registrytoken };
  }
  if (identitytoken) return { identityToken: identitytoken };
  if (!auth) return passwordOf(entry.username ?? '', entry.password ?? '');
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString()) ?? [];
  if (username === undefined || password === undefined) throw wrong('an "auth"', 'base64 of USER:PASSWORD');
  return passwordOf(username, password);
}

/** Old versions of Docker put NULs behind a password. */
function passwordOf(username: string, secret: string): Credentials | undefined {
  const password = secret.replaceAll('\0', '');
  if (username === '' && password === '') return undefined;
  return { username, password };
}

/** Messages of helpers that do not have the credentials, on either stream. */
const NOT_FOUND =
  /\b(?:credentials?|item|element|entry)\b.{0,60}\b(?:not|cannot)\b.{0,20}\bfound\b|\bno (?:such |stored |matching )?credentials?\b/is;

/**
 * Runs a helper program (the protocol of docker-credential-helpers).
 *
 * @returns `undefined` if it does not have any credentials.
 * @throws {ProgramError} without the helper's output, which may be a secret.
 */
async function runHelper(program: string, server: string): Promise<Credentials | undefined> {
  const options = { input: server, timeoutMs: HELPER_TIMEOUT_MS };
  const { exitCode, stdout, stderr } = await runProgram(program, ['get'], options);
  const output = stdout.toString();
  if (exitCode !== 0 && !NOT_FOUND.test(`${output}\n${stderr}`)) {
    throw new ProgramError('failed', `${program} ends with exit code ${exitCode}`);
  }
  if (exitCode !== 0 || output.trim() === '') return undefined;
  const login = parseJson(HelperOutput, output);
  const { Username = null, Secret = null } = login ?? {};
  if (login !== undefined && Username === null && Secret === null) return undefined;
  if (Username === null || Secret === null) {
    throw new ProgramError('failed', `${program} does not print a user and a secret`);
  }
  if (Username === TOKEN_USER) return Secret === '' ? undefined : { identityToken: Secret };
  return passwordOf(Username, Secret);
}
