import type { Config, Internals } from '../internals.ts';

/*
 * Renovate aborts for a secret that it does not know, and on the platform `local` for submodules. Secrets are in the
 * bot's own configuration, which is not on this machine; most are passwords of other registries. A bot does not look
 * for dependencies in submodules.
 */

/** Renovate's error for a secret or variable that it was not given. */
const UNKNOWN = /^The following (secrets|variables) name was not found in config: (\w+)$/;

/** Its error for `cloneSubmodules`. */
const SUBMODULES = 'Cannot sync git when platform=local';

/** The replacement of a secret, which Renovate requires not to be empty. */
const UNKNOWN_VALUE = 'not-known-on-this-machine';

/** The maximum number of unknown secrets, which are found one after the other. */
const MAX_UNKNOWN = 50;

/** A configuration that is resolved. */
interface Initialized {
  readonly config: Config;
  /** The unknown secrets and variables, as `secrets.NAME`. */
  readonly unknown: readonly string[];
  /** Whether the bot clones submodules. */
  readonly submodules: boolean;
}

/** Renovate's `initRepo`, with stand-ins for secrets that are not known, and without submodules. */
export async function initRepository(internals: Internals, given: Config): Promise<Initialized> {
  const { initRepo } = internals['workers/repository/init/index.js'];
  const unknown: string[] = [];
  let submodules = false;
  let config = given;
  for (;;) {
    try {
      const initialized = await initRepo(config);
      if (unknown.length > 0) forgetCredentials(internals);
      return { config: initialized, unknown, submodules };
    } catch (error) {
      const { message, validationMessage = '' } = error as Error & { validationMessage?: string };
      const [, kind, name = ''] = UNKNOWN.exec(validationMessage) ?? [];
      if (message === SUBMODULES && !submodules) {
        submodules = true;
        config = { ...config, force: { ...(config['force'] as Config | undefined), cloneSubmodules: false } };
      } else if (kind !== undefined && unknown.length < MAX_UNKNOWN) {
        unknown.push(`${kind}.${name}`);
        config = { ...config, [kind]: { ...(config[kind] as Config | undefined), [name]: UNKNOWN_VALUE } };
      } else throw error;
    }
  }
}

/** Hosts whose credentials are not known are queried without any. */
function forgetCredentials(internals: Internals): void {
  const { add, clear, getAll } = internals['util/host-rules.js'];
  const rules = getAll();
  clear();
  for (const { trustTier, ...rule } of rules) {
    const known = Object.entries(rule).filter(([, value]) => !String(value).includes(UNKNOWN_VALUE));
    add(Object.fromEntries(known), { trusted: trustTier === 'admin', inherited: trustTier === 'inherit' });
  }
}
