import type { FindCredentials } from './credentials.ts';
import { RegistryError } from './error.ts';
import { parseChallenges } from './headers.ts';
import type { Http } from './http.ts';
import { basic, needsLogin, requestToken } from './token.ts';

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
  /** The challenge that a token service gave the token of this purpose for, so that it can give another one. */
  renewable(purpose: string): string | undefined;
}

export function createLogin(registry: URL, http: Http, findCredentials: FindCredentials): Login {
  const headers = new Map<string, Promise<string>>();
  /** The challenges that a token service was asked to answer, by purpose. */
  const challenges = new Map<string, string>();

  async function logIn(where: string, repository: string, purpose: string, header: string): Promise<string> {
    const offered = parseChallenges(header);
    const bearer = offered.find(({ scheme }) => scheme === 'bearer');
    if (bearer === undefined && !offered.some(({ scheme }) => scheme === 'basic')) {
      throw new RegistryError('denied', `${where}: ${registry.host} wants a login that is neither Basic nor Bearer`);
    }
    const credentials = await findCredentials(where, repository);
    if (bearer !== undefined) {
      if (credentials !== undefined && 'registryToken' in credentials) return `Bearer ${credentials.registryToken}`;
      challenges.set(purpose, header);
      const { parameters } = bearer;
      return `Bearer ${await requestToken(http, { where, registry, repository, parameters, credentials })}`;
    }
    if (credentials === undefined) throw needsLogin(where, registry.host);
    if (!('username' in credentials)) {
      throw new RegistryError(
        'denied',
        `${where}: ${registry.host} wants a password, and a token is stored: log in again`,
      );
    }
    return basic(credentials);
  }

  return {
    known: async (purpose) => headers.get(purpose),
    async answer(where, repository, purpose, challenge, refused) {
      const before = headers.get(purpose);
      if (before !== undefined && (await before) !== refused) return before;
      // Another request may have been here while this one waited.
      const now = headers.get(purpose);
      if (now !== undefined && now !== before) return now;
      const header = logIn(where, repository, purpose, challenge);
      headers.set(purpose, header);
      header.catch(() => headers.delete(purpose));
      return header;
    },
    renewable: (purpose) => challenges.get(purpose),
  };
}
