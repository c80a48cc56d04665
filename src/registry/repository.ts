import { z } from 'zod';
import { RegistryError } from './client.ts';
import type { Answer, Http } from './http.ts';
import { parseJson } from './json.ts';
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
const LONGEST_NAME = 255;

/** @throws {RegistryError} for what no repository can be called. */
export function openRepository(registry: URL, http: Http, login: Login, name: string): Repository {
  if (name.length > LONGEST_NAME || !NAME.test(name)) {
    const what = `${JSON.stringify(name.slice(0, LONGEST_NAME))} cannot be the name of a repository`;
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
      const known = await login.known(purpose);
      const answer = await http.send(where, url, { headers: { ...headers, ...authorization(known) } });
      const challenge = answer.header('www-authenticate');
      if (answer.status !== 401 || challenge === undefined || answer.url.origin !== registry.origin) return answer;
      answer.discard();
      const header = await login.answer(where, name, purpose, challenge, known);
      return http.send(where, url, { headers: { ...headers, ...authorization(header) } });
    },
    retry: (attempt, advanced) => http.retry(where, attempt, advanced),
  };
}

function authorization(header: string | undefined): { authorization?: string } {
  return header === undefined ? {} : { authorization: header };
}

/** OCI Distribution Specification, "Error Codes". */
const Errors = z.object({ errors: z.array(z.object({ code: z.string() })) });
const MOST_BYTES = 65_536;

/** The codes that a registry gives for an error. */
export async function errorCodes(answer: Answer): Promise<string[]> {
  const body = parseJson(Errors, await answer.read(MOST_BYTES));
  return body?.errors.map(({ code }) => code) ?? [];
}

/** What to say of an answer that is of no use. */
export function refusal({ where }: Repository, what: string, answer: Answer): RegistryError {
  answer.discard();
  const { status, url } = answer;
  if (status !== 401 && status !== 403) {
    return new RegistryError('invalid', `${where}: ${url.host} answers ${status} for ${what}`);
  }
  const hint = `run 'oras login' or 'docker login' with an account that may pull from it`;
  return new RegistryError('denied', `${where}: ${url.host} refuses ${what} (${status}): ${hint}`);
}
