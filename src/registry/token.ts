import { isIP } from 'node:net';
import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { mayRedirect } from './address.ts';
import { type IdentityToken, type Password, TOKEN_USER } from './credentials.ts';
import { RegistryError } from './error.ts';
import { HEADER_TOKEN, type Parameters } from './headers.ts';
import type { Http, RequestOptions } from './http.ts';

const Token = z.string().regex(HEADER_TOKEN);

/** A token service's response: `token` (Docker's "Token Authentication"), `access_token` (OAuth 2), or both. */
const TokenResponse = z.object({ token: z.unknown(), access_token: z.unknown() }).partial();
const MAX_TOKEN_BYTES = 1024 * 1024;

const CLIENT = 'aks-sysext-renovate';

/** Responses to a POST by token services without OAuth 2. 401 is Artifactory's. */
const WITHOUT_OAUTH = [401, 404, 405, 501];

/** A repository that requires a token, and the means to get one. */
export interface TokenRequest {
  /** The start of messages. */
  readonly where: string;
  readonly registry: URL;
  readonly repository: string;
  /** The parameters of the registry's Bearer challenge. */
  readonly parameters: Parameters;
  readonly credentials: Password | IdentityToken | undefined;
}

/**
 * Requests a token from the token service that a registry names: with OAuth 2 for an identity token, if the service
 * has it, else as in Docker's "Token Authentication".
 *
 * @throws {RegistryError}
 */
export async function requestToken(http: Http, request: TokenRequest): Promise<string> {
  const { where, registry, repository, parameters, credentials } = request;
  const realm = URL.parse(parameters.get('realm') ?? '');
  if (realm === null || !mayRedirect(registry, realm)) {
    throw new RegistryError('invalid', `${where}: ${registry.host} names a token service whose address is not HTTPS`);
  }
  const sent = credentials !== undefined && mayHaveCredentials(registry, realm) ? credentials : undefined;
  const scope = parameters.get('scope') ?? `repository:${repository}:pull`;
  const service = parameters.get('service');

  const send = (url: URL, options: RequestOptions) =>
    http.retry(where, async (): Promise<{ status: number; token?: string }> => {
      const response = await http.send(where, url, options);
      const { status } = response;
      if (status === 200) return { status, token: readToken(where, url, await response.read(MAX_TOKEN_BYTES)) };
      response.discard();
      return { status };
    });
  const post = ({ identityToken }: IdentityToken) => {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT, refresh_token: identityToken });
    form.append('scope', scope);
    if (service !== undefined) form.append('service', service);
    return send(realm, { form });
  };
  const get = () => {
    const url = new URL(realm);
    for (const one of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', one);
    if (service !== undefined) url.searchParams.append('service', service);
    return send(url, sent === undefined ? {} : { headers: { authorization: basic(passwordOf(sent)) } });
  };

  const posted = sent !== undefined && 'identityToken' in sent ? await post(sent) : undefined;
  const { status, token } = posted === undefined || WITHOUT_OAUTH.includes(posted.status) ? await get() : posted;
  if (token !== undefined) return token;
  if (status !== 401 && status !== 403) {
    throw new RegistryError('invalid', `${where}: the token service ${realm.host} responds with ${status}`);
  }
  if (sent !== undefined) {
    const fix = `run 'oras login ${registry.host}' or 'docker login ${registry.host}' again`;
    throw new RegistryError('denied', `${where}: the stored credentials are refused (${status}): ${fix}`);
  }
  if (credentials === undefined) throw needsLogin(where, registry.host);
  const what = `${registry.host} is on another domain, so that credentials are not sent to it`;
  throw new RegistryError('denied', `${where}: the token service ${realm.host} of ${what}`);
}

/**
 * Whether the credentials of a registry may go to the token service that it names: to one on its own host or below it,
 * and to one on or below the parent domain of its host, as `auth.docker.io` is for `registry-1.docker.io` and
 * `gitlab.com` for `registry.gitlab.com`. Requests to all others are sent without credentials.
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
  const given = parseJson(TokenResponse, body);
  for (const one of [given?.token, given?.access_token]) {
    const token = Token.safeParse(one).data;
    if (token !== undefined) return token;
  }
  throw new RegistryError('invalid', `${where}: the token service ${realm.host} responds without a token`);
}

/** Without OAuth 2, an identity token replaces the password. */
function passwordOf(known: Password | IdentityToken): Password {
  return 'identityToken' in known ? { username: TOKEN_USER, password: known.identityToken } : known;
}

/** The header of a password (RFC 7617). */
export function basic({ username, password }: Password): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export function needsLogin(where: string, host: string): RegistryError {
  return new RegistryError('denied', `${where}: requires a login: run 'oras login ${host}' or 'docker login ${host}'`);
}
