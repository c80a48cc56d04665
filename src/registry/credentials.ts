import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { RegistryError } from './client.ts';
import { parseJson } from './json.ts';

/** What `oras login`, `docker login`, `podman login` or `az acr login` have stored for a registry. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  /** An OAuth 2 refresh token. */
  | { readonly identityToken: string };

/** @param where what messages start with. @throws {RegistryError} */
export type FindCredentials = (where: string, repository: string) => Promise<Credentials | undefined>;

/** Entries by the name of a registry, or of a namespace in it, without what Docker puts around some. */
function entries<Entry extends z.ZodType>(entry: Entry) {
  return z
    .record(z.string(), entry)
    .default({})
    .transform((all) => new Map(Object.entries(all).map(([name, one]) => [plainName(name), one])));
}

/** `https://index.docker.io/v1/` is `index.docker.io`. */
function plainName(name: string): string {
  return name.replace(/^https?:\/\//, '').replace(/(?:\/v[12])?\/?$/, '');
}

const Config = z.object({
  auths: entries(z.object({ auth: z.string().optional(), identitytoken: z.string().optional() })),
  credHelpers: entries(z.string()),
  credsStore: z.string().optional(),
});
type Config = z.infer<typeof Config>;

/** What a credential helper prints. */
const Helped = z.object({ Username: z.string(), Secret: z.string() });

const DOCKER_HUB_API = 'registry-1.docker.io';
/** The name by which Docker stores the credentials for it. */
const DOCKER_HUB = 'https://index.docker.io/v1/';

const HELPER_TIMEOUT = 30_000;

/**
 * A look-up of the credentials for the repositories of one registry, in the files of Docker, ORAS and Podman: the first
 * that has some counts. A helper program is asked once.
 *
 * @param host with the port, if it has one.
 */
export function openCredentials(host: string): FindCredentials {
  const helped = new Map<string, Promise<Credentials | undefined>>();

  /** Asks a helper program. Its failure is told without what it says, which may be a secret. */
  async function ask(where: string, helper: string, server: string): Promise<Credentials | undefined> {
    if (!/^[A-Za-z0-9_.-]+$/.test(helper)) {
      throw new RegistryError('denied', `${where}: ${JSON.stringify(helper)} is no name of a credential helper`);
    }
    const answer = helped.get(helper) ?? runHelper(`docker-credential-${helper}`, server);
    helped.set(helper, answer);
    return answer.catch(() => {
      const what = "fails: try 'echo HOST | PROGRAM get', or take it out of the file of credentials";
      throw new RegistryError('denied', `${where}: the credential helper docker-credential-${helper} ${what}`);
    });
  }

  return async (where, repository) => {
    const names = namesOf(host, repository);
    for (const file of configFiles()) {
      const config = await readConfig(where, file);
      const helper = config && (firstOf(config.credHelpers, names) ?? config.credsStore);
      const server = host === DOCKER_HUB_API ? DOCKER_HUB : host;
      const found = (helper && (await ask(where, helper, server))) || (config && stored(where, file, config, names));
      if (found) return found;
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

/** @returns `undefined` where there is no such file. */
async function readConfig(where: string, file: string): Promise<Config | undefined> {
  const wrong = (what: string) =>
    new RegistryError('denied', `${where}: the file of credentials ${file} ${what}: correct or remove it`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw wrong(`cannot be read (${error.code})`);
  });
  if (text === undefined) return undefined;
  const config = parseJson(Config, text);
  if (config === undefined) throw wrong('is no configuration of Docker or Podman');
  return config;
}

/** What an entry for this repository may be called, the most specific first: Podman has entries for namespaces. */
function namesOf(host: string, repository: string): string[] {
  const segments = [host, ...repository.split('/')];
  const names = segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
  return host === DOCKER_HUB_API ? [...names, 'index.docker.io', 'docker.io'] : names;
}

function firstOf<Entry>(all: ReadonlyMap<string, Entry>, names: readonly string[]): Entry | undefined {
  const name = names.find((one) => all.has(one));
  return name === undefined ? undefined : all.get(name);
}

/** What the file itself has. Docker leaves an empty entry where a helper has the rest. */
function stored(where: string, file: string, { auths }: Config, names: readonly string[]): Credentials | undefined {
  const { auth, identitytoken } = firstOf(auths, names) ?? {};
  if (identitytoken) return { identityToken: identitytoken };
  if (!auth) return undefined;
  const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString()) ?? [];
  if (username === undefined || password === undefined) {
    const what = 'has an "auth" for this registry that is not base64 of USER:PASSWORD';
    throw new RegistryError('denied', `${where}: the file of credentials ${file} ${what}: log in again`);
  }
  return { username, password };
}

/**
 * Runs a helper program (the protocol of docker-credential-helpers).
 *
 * @returns `undefined` where it has none.
 */
async function runHelper(program: string, server: string): Promise<Credentials | undefined> {
  const run = promisify(execFile)(program, ['get'], { timeout: HELPER_TIMEOUT });
  run.child.stdin?.on('error', () => {});
  run.child.stdin?.end(server);
  const stdout = await run.then(
    (result) => result.stdout,
    (error: { stdout?: string }) => {
      if (error.stdout?.includes('credentials not found')) return undefined;
      throw error;
    },
  );
  if (stdout === undefined) return undefined;
  const { Username, Secret } = Helped.parse(JSON.parse(stdout));
  return Username === '<token>' ? { identityToken: Secret } : { username: Username, password: Secret };
}
