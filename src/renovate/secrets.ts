import type { Config, Internals } from './internals.ts';

/*
 * Secrets of a configuration are in the bot's own configuration, which is not on this machine. Renovate gives a
 * repository up for one that it does not know; most of them are passwords of other registries.
 */

/** Renovate's error for a secret or variable that it was not given. */
const UNKNOWN = /^The following (secrets|variables) name was not found in config: (\w+)$/;

/** What stands in for a secret. Renovate takes no empty one. */
const UNKNOWN_VALUE = 'not-known-on-this-machine';

/** At the most so many are looked for, one after the other. */
const MAX_UNKNOWN = 50;

/**
 * Renovate's `initRepo`, with stand-ins for secrets and variables that are not known. No host gets one for a password.
 *
 * @returns the resolved configuration, and the unknown as `secrets.NAME`.
 */
export async function initWithSecrets(
  internals: Internals,
  given: Config,
): Promise<{ config: Config; unknown: string[] }> {
  const { initRepo } = internals['workers/repository/init/index.js'];
  const unknown: string[] = [];
  let config = given;
  for (;;) {
    try {
      const initialized = await initRepo(config);
      if (unknown.length > 0) forgetCredentials(internals);
      return { config: initialized, unknown };
    } catch (error) {
      const { validationMessage } = error as { validationMessage?: string };
      const [, kind = '', name = ''] = UNKNOWN.exec(validationMessage ?? '') ?? [];
      if (name === '' || unknown.length >= MAX_UNKNOWN) throw error;
      unknown.push(`${kind}.${name}`);
      config = { ...config, [kind]: { ...(config[kind] as Config | undefined), [name]: UNKNOWN_VALUE } };
    }
  }
}

/** Hosts whose credentials are not known are asked without any. */
function forgetCredentials(internals: Internals): void {
  const { add, clear, getAll } = internals['util/host-rules.js'];
  const rules = getAll();
  clear();
  for (const { trustTier, ...rule } of rules) {
    const known = Object.entries(rule).filter(([, value]) => !String(value).includes(UNKNOWN_VALUE));
    add(Object.fromEntries(known), { trusted: trustTier === 'admin', inherited: trustTier === 'inherit' });
  }
}
