import { GlobalConfig } from 'renovate/dist/config/global.js';
import type * as options from 'renovate/dist/config/options/index.js';
import type * as utils from 'renovate/dist/config/utils.js';
import { addStream, init, logger } from 'renovate/dist/logger/index.js';
import type * as common from 'renovate/dist/modules/datasource/common.js';
import type * as datasources from 'renovate/dist/modules/datasource/index.js';
import * as managers from 'renovate/dist/modules/manager/index.js';
import type * as versionings from 'renovate/dist/modules/versioning/index.js';
import type * as proxy from 'renovate/dist/proxy.js';
import type * as git from 'renovate/dist/util/git/index.js';
import type * as hostRules from 'renovate/dist/util/host-rules.js';
import type * as stringMatch from 'renovate/dist/util/string-match.js';
import type * as parse from 'renovate/dist/workers/global/config/parse/index.js';
import type { Config, Datasource, Internals } from '../../src/renovate/internals.ts';

/*
 * Checked by the compiler, and never run: the functions of Renovate have the signatures that `internals.ts` declares,
 * in all modules that Renovate publishes with declarations. `internals.test.ts` checks that the other modules have the
 * functions.
 */

/** A type with object types instead of interfaces, as only those are assignable to a `Config`. */
type Plain<T, Depth extends number = 4> = T extends (...args: infer Args) => infer Result
  ? (...args: { [Index in keyof Args]: Plain<Args[Index], Depth> }) => Plain<Result, Depth>
  : T extends Promise<infer Value>
    ? Promise<Plain<Value, Depth>>
    : T extends Map<infer Key, infer Value>
      ? Map<Key, Plain<Value, Depth>>
      : T extends object
        ? Depth extends 0
          ? T
          : { [Key in keyof T]: Plain<T[Key], Shallower[Depth]> }
        : T;
type Shallower = [never, 0, 1, 2, 3];

/** Fails to compile unless `Renovate` has everything that `Used` declares. */
type Has<Used, Renovate extends Used> = Renovate;

/** `http` is of the class of datasources, which has no published declaration. */
type UsedDatasources = Omit<Internals['modules/datasource/index.js'], 'getDatasources'> & {
  getDatasources(): Map<string, Omit<Datasource, 'http'>>;
};

export type Checked = [
  Has<Internals['config/options/index.js'], Plain<typeof options>>,
  Has<Internals['config/utils.js'], Plain<typeof utils>>,
  Has<Internals['modules/datasource/common.js'], Plain<typeof common>>,
  Has<UsedDatasources, Plain<typeof datasources>>,
  Has<Omit<Internals['modules/manager/index.js'], 'get'>, Plain<typeof managers>>,
  Has<Internals['modules/versioning/index.js'], Plain<typeof versionings>>,
  Has<Internals['proxy.js'], Plain<typeof proxy>>,
  Has<Internals['util/git/index.js'], Plain<typeof git>>,
  Has<Internals['util/host-rules.js'], Plain<typeof hostRules>>,
  Has<Internals['util/string-match.js'], Plain<typeof stringMatch>>,
  Has<Internals['workers/global/config/parse/index.js'], Plain<typeof parse>>,
  // @ts-expect-error: a function with another signature is found.
  Has<{ getHttpUrl(url: number): Date }, Plain<typeof proxy>>,
  // @ts-expect-error: so is one with another parameter,
  Has<{ getRegexPredicate(pattern: number): ((text: string) => boolean) | null }, Plain<typeof stringMatch>>,
  // @ts-expect-error: and one with another result.
  Has<{ getRegexPredicate(pattern: string): string }, Plain<typeof stringMatch>>,
];

/** The overloaded functions, by the calls that are made. */
export async function callOverloads(config: Config): Promise<void> {
  GlobalConfig.get() satisfies object;
  GlobalConfig.set(config) satisfies object;
  await init();
  addStream({ name: 'causes', level: 'warn', type: 'raw', stream: { writable: true, write: () => true } as never });
  logger.debug('text');
  logger.debug({}, 'text');
  logger.once.warn({}, 'text');
  managers.get('npm', 'updateDependency') satisfies object | undefined;
  managers.get('npm', 'defaultConfig') satisfies object | undefined;
}
