import type { FindCredentials } from './credentials.ts';
import { RegistryError } from './error.ts';
import { parseChallenges } from './headers.ts';
import type { Http } from './http.ts';
import { basic, needsLogin, requestToken } from './token.ts';

/** The `Authorization` headers of one registry. */
export interface Login {
  /** The current header for a purpose, if one was needed before. */
  current(purpose: string): Promise<string | undefined>;
  /**
   * Responds to a challenge (401). Concurrent requests with the same purpose share a header.
   *
   * @param purpose the use of the login. The registry may require another token for each.
   * @param challenge the `WWW-Authenticate` header.
   * @param refused the {@link current} header, if the registry did not accept it: its token has expired.
   * @throws {RegistryError}
   */
  respond(where: string, repository: string, purpose: string, challenge: string, refused?: string): Promise<string>;
  /** The challenge for which a token service issued the token of a purpose, so that it can issue another one. */
  renewable(purpose: string): string | undefined;
}

export function createLogin(registry: URL, http: Http, findCredentials: FindCredentials): Login {
  const headers = new Map<string, Promise<string>>();
  /** The challenges that were passed to a token service, by purpose. */
  const challenges = new Map<string, string>();

  async function logIn(where: string, repository: string, purpose: string, header: string): Promise<string> {
    const offered = parseChallenges(header);
    const bearer = offered.find(({ scheme }) => scheme === 'bearer');
    if (bearer === undefined && !offered.some(({ scheme }) => scheme === 'basic')) {
      throw new RegistryError('denied', `${where}: ${registry.host} requires a login that is neither Basic nor Bearer`);
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
        `${where}: ${registry.host} requires a password, but a token is stored: log in again`,
      );
    }
    return basic(credentials);
  }

  return {
    current: async (purpose) => headers.get(purpose),
    async respond(where, repository, purpose, challenge, refused) {
      const before = headers.get(purpose);
      if (before !== undefined && (await before) !== refused) return before;
      // Another request may have logged in while this one waited.
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
