import type { Internals } from '../internals.ts';

/** The forge that a repository is on. */
export interface Forge {
  /** Renovate's name for it: `github`, `gitlab`, ... */
  readonly platform: string;
  /** The URL of its API, as far as it can be told. */
  readonly endpoint: string | undefined;
  /** The bot's token, where the environment names the forge that it is for. */
  readonly token: string | undefined;
}

/** The URL of a forge's API, by that of its pages. */
const ENDPOINTS: Readonly<Record<string, (origin: string) => string>> = {
  github: (origin) => (origin === 'https://github.com' ? 'https://api.github.com/' : `${origin}/api/v3/`),
  gitlab: (origin) => `${origin}/api/v4/`,
  gitea: (origin) => `${origin}/`,
  forgejo: (origin) => `${origin}/`,
};

/** Where Renovate finds a forge that is configured without an endpoint. */
const PUBLIC_ENDPOINTS: Readonly<Record<string, string>> = {
  github: 'https://api.github.com/',
  gitlab: 'https://gitlab.com/api/v4/',
  gitea: 'https://gitea.com/',
  forgejo: 'https://code.forgejo.org/',
};

/**
 * The forge of a repository: the one that the environment configures Renovate for, else the one of the remote. A token
 * goes to no other host than the configured one.
 *
 * @param origin the URL of the remote.
 */
export function forgeOf(internals: Internals, origin: string | undefined, env = process.env): Forge | undefined {
  const { RENOVATE_PLATFORM: configured, RENOVATE_ENDPOINT: endpoint, RENOVATE_TOKEN: token } = env;
  if (configured && configured !== 'local') {
    // Renovate appends the path of Gitea's API itself.
    const isGitea = ['gitea', 'forgejo'].includes(configured);
    const base = isGitea ? endpoint?.replace(/\/?(?:api\/v1\/?)?$/, '/') : endpoint;
    return { platform: configured, endpoint: base ?? PUBLIC_ENDPOINTS[configured], token };
  }
  const url = httpUrlOf(internals, origin);
  const platform = url && internals['util/common.js'].detectPlatform(url.href);
  return platform ? { platform, endpoint: ENDPOINTS[platform]?.(url.origin), token: undefined } : undefined;
}

/** The repository's name on its forge, by its remote; `local`, if it has none. */
export function nameOf({ 'util/git/url.js': { parseGitUrl } }: Internals, origin: string | undefined): string {
  try {
    const { full_name: name = '' } = origin === undefined ? {} : parseGitUrl(origin);
    // Azure DevOps has the organization in front, and Renovate names project and repository.
    return name.replace(/^(?:.+\/)?([^/]+)\/_git\/([^/]+)$/, '$1/$2') || 'local';
  } catch {
    // A directory, from which it was cloned.
    return 'local';
  }
}

function httpUrlOf({ 'util/git/url.js': { getHttpUrl } }: Internals, origin: string | undefined): URL | undefined {
  try {
    return origin === undefined ? undefined : new URL(getHttpUrl(origin));
  } catch {
    return undefined;
  }
}
