import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { RegistryError } from './error.ts';
import type { Answer, Http } from './http.ts';
import type { Login } from './login.ts';

/** What a request does; a registry may want another token for each. */
export type Action = 'list' | 'pull';

/** One repository of a registry. */
export interface Repository {
  /** `mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext`: what messages start with. */
  readonly where: string;
  /** `https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/` */
  readonly url: URL;
  /**
   * Sends one request, logged in if need be.
   *
   * @returns the answer, whose status may be anything but 401 and those that {@link Http.send} throws for.
   */
  get(action: Action, url: URL, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** {@link Http.retry} */
  retry<T>(attempt: () => Promise<T>, advanced?: () => boolean): Promise<T>;
}

/** A part of a repository's name (OCI Distribution Specification, "Pulling manifests"). */
const PART = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
export const NAME_PART = new RegExp(`^${PART}$`);
const NAME = new RegExp(`^${PART}(?:/${PART})*$`);
const MAX_NAME_LENGTH = 255;

/** @throws {RegistryError} for what no repository can be called. */
export function openRepository(registry: URL, http: Http, login: Login, name: string): Repository {
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    const what = `${JSON.stringify(name.slice(0, MAX_NAME_LENGTH))} cannot be the name of a repository`;
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
      const known = await login.known(purpose);
      const answer = await send(known);
      if (answer.url.origin !== registry.origin) return answer;
      const isExpired = known !== undefined && mayBeExpired(answer);
      const challenge = challengeOf(answer) ?? (isExpired ? login.renewable(purpose) : undefined);
      if (challenge === undefined) return answer;
      answer.discard();
      return send(await login.answer(where, name, purpose, challenge, known));
    },
    retry: (attempt, advanced) => http.retry(where, attempt, advanced),
  };
}

function challengeOf(answer: Answer): string | undefined {
  return answer.status === 401 ? answer.header('www-authenticate') : undefined;
}

/** Whether a token may have expired: Amazon's registries answer 400 or 403 then, without a challenge. */
function mayBeExpired({ status }: Answer): boolean {
  return [400, 401, 403].includes(status);
}

/** OCI Distribution Specification, "Error Codes". */
const Errors = z.object({ errors: z.array(z.object({ code: z.string() })) });
const MAX_BYTES = 65_536;

/** The codes that a registry gives for an error; none where its body is something else, such as a page of a web server. */
export async function errorCodes(answer: Answer): Promise<string[]> {
  const body = await answer.read(MAX_BYTES).catch((error: unknown) => {
    if (error instanceof RegistryError) return '';
    throw error;
  });
  return parseJson(Errors, body)?.errors.map(({ code }) => code) ?? [];
}

/** The error for an answer that is of no use. */
export function refusal({ where, url: registry }: Repository, what: string, answer: Answer): RegistryError {
  answer.discard();
  const { status, url } = answer;
  if (status !== 401 && status !== 403) {
    return new RegistryError('invalid', `${where}: ${url.host} answers ${status} for ${what}`);
  }
  const fix =
    url.host === registry.host
      ? "run 'oras login' or 'docker login' with an account that may pull from it"
      : `allow the host on the way there, as ${registry.host} redirects to it`;
  return new RegistryError('denied', `${where}: ${url.host} refuses ${what} (${status}): ${fix}`);
}
