import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { RegistryError } from './error.ts';
import type { Http, RegistryResponse } from './http.ts';
import type { Login } from './login.ts';

/** The purpose of a request. A registry may require another token for each. */
type Action = 'list' | 'pull';

/** One repository of a registry. */
export interface Repository {
  /** `mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext`: the start of messages. */
  readonly where: string;
  /** `https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/` */
  readonly url: URL;
  /**
   * Sends one request, with a login if the registry requires it.
   *
   * @returns the response. {@link Http.send} throws for some statuses.
   */
  get(action: Action, url: URL, headers?: Readonly<Record<string, string>>): Promise<RegistryResponse>;
  /** {@link Http.retry} */
  retry<T>(attempt: () => Promise<T>, advanced?: () => boolean): Promise<T>;
}

/** A part of a repository's name (OCI Distribution Specification, "Pulling manifests"). */
const PART = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
export const NAME_PART = new RegExp(`^${PART}$`);
const NAME = new RegExp(`^${PART}(?:/${PART})*$`);
const MAX_NAME_LENGTH = 255;

/** Opens a repository, without a request yet. @throws {RegistryError} for an invalid name. */
export function openRepository(registry: URL, http: Http, login: Login, name: string): Repository {
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    const what = `${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))} is not a valid name of a repository`;
    throw new RegistryError(
      'no-repository',
      `${registry.host}: ${what}: write lower case, as in oss/v2/kubelet-sysext`,
    );
  }
  const where = `${registry.host}/${name}`;
  return {
    where,
    url: new URL(`/v2/${name}/`, registry),
    async get(action, url, headers = {}) {
      const purpose = `${action} ${name}`;
      const send = (authorization: string | undefined) =>
        http.send(where, url, { headers: { ...headers, ...(authorization !== undefined && { authorization }) } });
      const known = await login.current(purpose);
      const response = await send(known);
      if (response.url.origin !== registry.origin) return response;
      const isExpired = known !== undefined && mayBeExpired(response);
      const challenge = challengeOf(response) ?? (isExpired ? login.renewable(purpose) : undefined);
      if (challenge === undefined) return response;
      response.discard();
      return send(await login.respond(where, name, purpose, challenge, known));
    },
    retry: (attempt, advanced) => http.retry(where, attempt, advanced),
  };
}

function challengeOf(response: RegistryResponse): string | undefined {
  return response.status === 401 ? response.header('www-authenticate') : undefined;
}

/** Whether a token may have expired: Amazon's registries respond with 400 or 403 then, without a challenge. */
function mayBeExpired({ status }: RegistryResponse): boolean {
  return [400, 401, 403].includes(status);
}

/** OCI Distribution Specification, "Error Codes". */
const Errors = z.object({ errors: z.array(z.object({ code: z.string() })) });
const MAX_ERROR_BYTES = 65_536;

/** Reads the codes of an error. A body that is not of the specification, such as a web server's page, has none. */
export async function errorCodes(response: RegistryResponse): Promise<string[]> {
  const body = await response.read(MAX_ERROR_BYTES).catch((error: unknown) => {
    if (error instanceof RegistryError) return '';
    throw error;
  });
  return parseJson(Errors, body)?.errors.map(({ code }) => code) ?? [];
}

/** Creates the error for an unexpected response. */
export function refusal({ where, url: registry }: Repository, what: string, response: RegistryResponse): RegistryError {
  response.discard();
  const { status, url } = response;
  if (status !== 401 && status !== 403) {
    return new RegistryError('invalid', `${where}: ${url.host} responds with ${status} for ${what}`);
  }
  const fix =
    url.host === registry.host
      ? "run 'oras login' or 'docker login' with an account that may pull from it"
      : `allow this host, to which ${registry.host} redirects`;
  return new RegistryError('denied', `${where}: ${url.host} refuses ${what} (${status}): ${fix}`);
}
