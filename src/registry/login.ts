import { isIP } from 'node:net';
import { z } from 'zod';
import { mayLead } from './address.ts';
import { RegistryError } from './client.ts';
import type { Credentials, FindCredentials } from './credentials.ts';
import { type Challenge, parseChallenges } from './headers.ts';
import type { Http, Send } from './http.ts';
import { parseJson } from './json.ts';

/** The `Authorization` headers of one registry. */
export interface Login {
  /** The one for this purpose so far, if there has been need of one. */
  known(purpose: string): Promise<string | undefined>;
  /**
   * One that answers a challenge (401). Who comes with the same purpose meanwhile gets the same.
   *
   * @param purpose what the login is for; the registry may want another token for each.
   * @param challenge the `WWW-Authenticate` header.
   * @param refused what {@link known} gave, and the registry did not accept: a token that is too old.
   * @throws {RegistryError}
   */
  answer(where: string, repository: string, purpose: string, challenge: string, refused?: string): Promise<string>;
}

/** Printable, so that it cannot end the header that it goes into. */
const Token = z.string().regex(/^[\x21-\x7e]+$/);

/** A token service's answer (Docker's "Token Authentication", and OAuth 2). */
const Answered = z.object({ token: Token, access_token: Token }).partial();
const MOST_BYTES = 1024 * 1024;

export function createLogin(registry: URL, http: Http, findCredentials: FindCredentials): Login {
  const headers = new Map<string, Promise<string>>();

  async function logIn(where: string, repository: string, header: string): Promise<string> {
    const challenges = parseChallenges(header);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer === undefined && !challenges.some(({ scheme }) => scheme === 'basic')) {
      throw new RegistryError('denied', `${where}: ${registry.host} wants a login that is neither Basic nor Bearer`);
    }
    const credentials = await findCredentials(where, repository);
    if (bearer !== undefined) return `Bearer ${await askToken(where, repository, bearer, credentials)}`;
    if (credentials === undefined) throw needsLogin(where, registry.host);
    if (!('username' in credentials)) {
      throw new RegistryError(
        'denied',
        `${where}: ${registry.host} wants a password, and a token is stored: log in again`,
      );
    }
    return basic(credentials);
  }

  async function askToken(
    where: string,
    repository: string,
    { parameters }: Challenge,
    credentials: Credentials | undefined,
  ): Promise<string> {
    const realm = URL.parse(parameters.get('realm') ?? '');
    if (realm === null || !mayLead(registry, realm)) {
      throw new RegistryError('invalid', `${where}: ${registry.host} names a token service that is no HTTPS address`);
    }
    const known = credentials !== undefined && mayHaveCredentials(registry, realm) ? credentials : undefined;
    const scope = parameters.get('scope') ?? `repository:${repository}:pull`;
    const service = parameters.get('service');
    const query = new URLSearchParams({ scope, ...(service !== undefined && { service }) });
    const ask = async (send: Send) => {
      const answer = await http.send(where, realm, send);
      if (answer.status === 200) return readToken(where, realm, await answer.read(MOST_BYTES));
      answer.discard();
      if (answer.status !== 401 && answer.status !== 403) {
        throw new RegistryError('invalid', `${where}: the token service ${realm.host} answers ${answer.status}`);
      }
      if (known !== undefined) throw refused(where, registry.host, answer.status);
      if (credentials === undefined) throw needsLogin(where, registry.host);
      const what = `${registry.host} is on another domain and got no credentials`;
      throw new RegistryError('denied', `${where}: the token service ${realm.host} of ${what}`);
    };
    if (known !== undefined && 'identityToken' in known) {
      query.set('grant_type', 'refresh_token');
      query.set('client_id', 'aks-sysext-renovate');
      query.set('refresh_token', known.identityToken);
      return http.retry(where, () => ask({ form: query }));
    }
    for (const [name, value] of query) realm.searchParams.append(name, value);
    return http.retry(where, () => ask(known === undefined ? {} : { headers: { authorization: basic(known) } }));
  }

  return {
    known: async (purpose) => headers.get(purpose),
    async answer(where, repository, purpose, challenge, refused) {
      const before = headers.get(purpose);
      if (before !== undefined && (await before) !== refused) return before;
      // Another request may have been here while this one waited.
      const now = headers.get(purpose);
      if (now !== undefined && now !== before) return now;
      const header = logIn(where, repository, challenge);
      headers.set(purpose, header);
      header.catch(() => headers.delete(purpose));
      return header;
    },
  };
}

/**
 * Whether the credentials of a registry may go to the token service that it names: to one on its own host or below it,
 * and to one on or below the parent domain of its host, as `auth.docker.io` is for `registry-1.docker.io` and
 * `gitlab.com` for `registry.gitlab.com`. All others are asked without credentials.
 */
export function mayHaveCredentials(registry: URL, realm: URL): boolean {
  const host = registry.hostname;
  if (realm.hostname === host) return true;
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return false;
  const parent = host.slice(host.indexOf('.') + 1);
  const domains = parent.includes('.') ? [host, parent] : [host];
  return domains.some((domain) => realm.hostname === domain || realm.hostname.endsWith(`.${domain}`));
}

function readToken(where: string, realm: URL, body: Buffer): string {
  const answer = parseJson(Answered, body);
  const token = answer?.token ?? answer?.access_token;
  if (token !== undefined) return token;
  throw new RegistryError('invalid', `${where}: the token service ${realm.host} answers without a token`);
}

function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function needsLogin(where: string, host: string): RegistryError {
  return new RegistryError('denied', `${where}: needs a login: run 'oras login ${host}' or 'docker login ${host}'`);
}

function refused(where: string, host: string, status: number): RegistryError {
  const what = `the stored credentials are refused (${status})`;
  return new RegistryError('denied', `${where}: ${what}: run 'oras login ${host}' or 'docker login ${host}' again`);
}
