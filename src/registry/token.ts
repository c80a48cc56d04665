import { isIP } from 'node:net';
import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { mayLead } from './address.ts';
import { type IdentityToken, type Password, TOKEN_USER } from './credentials.ts';
import { RegistryError } from './error.ts';
import { HEADER_TOKEN, type Parameters } from './headers.ts';
import type { Http, Send } from './http.ts';

const Token = z.string().regex(HEADER_TOKEN);

/** A token service's answer: `token` (Docker's "Token Authentication"), `access_token` (OAuth 2), or both. */
const Answered = z.object({ token: z.unknown(), access_token: z.unknown() }).partial();
const MAX_BYTES = 1024 * 1024;

const CLIENT = 'aks-sysext-renovate';

/** What a token service without OAuth 2 answers to a POST; 401 is Artifactory's. */
const NO_OAUTH = [401, 404, 405, 501];

/** A repository that needs a token, and what there is to get one with. */
export interface TokenRequest {
  /** The start of messages. */
  readonly where: string;
  readonly registry: URL;
  readonly repository: string;
  /** Those of the registry's Bearer challenge. */
  readonly parameters: Parameters;
  readonly credentials: Password | IdentityToken | undefined;
}

/**
 * Requests a token from the token service that a registry names: with OAuth 2 for an identity token, where the service
 * has it, else as in Docker's "Token Authentication".
 *
 * @throws {RegistryError}
 */
export async function requestToken(http: Http, request: TokenRequest): Promise<string> {
  const { where, registry, repository, parameters, credentials } = request;
  const realm = URL.parse(parameters.get('realm') ?? '');
  if (realm === null || !mayLead(registry, realm)) {
    throw new RegistryError('invalid', `${where}: ${registry.host} names a token service that is no HTTPS address`);
  }
  const sent = credentials !== undefined && mayHaveCredentials(registry, realm) ? credentials : undefined;
  const scope = parameters.get('scope') ?? `repository:${repository}:pull`;
  const service = parameters.get('service');

  const ask = (url: URL, send: Send) =>
    http.retry(where, async (): Promise<{ status: number; token?: string }> => {
      const answer = await http.send(where, url, send);
      const { status } = answer;
      if (status === 200) return { status, token: readToken(where, url, await answer.read(MAX_BYTES)) };
      answer.discard();
      return { status };
    });
  const askByPost = ({ identityToken }: IdentityToken) => {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT, refresh_token: identityToken });
    form.append('scope', scope);
    if (service !== undefined) form.append('service', service);
    return ask(realm, { form });
  };
  const askByGet = () => {
    const url = new URL(realm);
    for (const one of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', one);
    if (service !== undefined) url.searchParams.append('service', service);
    return ask(url, sent === undefined ? {} : { headers: { authorization: basic(passwordOf(sent)) } });
  };

  const posted = sent !== undefined && 'identityToken' in sent ? await askByPost(sent) : undefined;
  const { status, token } = posted === undefined || NO_OAUTH.includes(posted.status) ? await askByGet() : posted;
  if (token !== undefined) return token;
  if (status !== 401 && status !== 403) {
    throw new RegistryError('invalid', `${where}: the token service ${realm.host} answers ${status}`);
  }
  if (sent !== undefined) {
    const fix = `run 'oras login ${registry.host}' or 'docker login ${registry.host}' again`;
    throw new RegistryError('denied', `${where}: the stored credentials are refused (${status}): ${fix}`);
  }
  if (credentials === undefined) throw needsLogin(where, registry.host);
  const what = `${registry.host} is on another domain and got no credentials`;
  throw new RegistryError('denied', `${where}: the token service ${realm.host} of ${what}`);
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
  const given = parseJson(Answered, body);
  for (const one of [given?.token, given?.access_token]) {
    const token = Token.safeParse(one).data;
    if (token !== undefined) return token;
  }
  throw new RegistryError('invalid', `${where}: the token service ${realm.host} answers without a token`);
}

/** Without OAuth 2, an identity token takes the place of the password. */
function passwordOf(known: Password | IdentityToken): Password {
  return 'identityToken' in known ? { username: TOKEN_USER, password: known.identityToken } : known;
}

/** The header of a password (RFC 7617). */
export function basic({ username, password }: Password): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export function needsLogin(where: string, host: string): RegistryError {
  return new RegistryError('denied', `${where}: needs a login: run 'oras login ${host}' or 'docker login ${host}'`);
}
