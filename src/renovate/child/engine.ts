import { existsSync } from 'node:fs';
import path from 'node:path';

/** Whether Renovate's patterns run on RE2, as Renovate has found it. */
export interface EngineStatus {
  /** `available`, `ignored` or `unavailable`. */
  readonly type: string;
  readonly err?: unknown;
}

/** The Node.js that runs Renovate. */
interface Runtime {
  readonly version: string;
  /** Its program. */
  readonly execPath: string;
}

/**
 * Why Renovate's patterns run on JavaScript's RegExp, and the fix, in one line.
 *
 * @param wanted the version of re2 that this Renovate is published with.
 * @returns `undefined` where they run on RE2.
 */
export function whyNoRe2(status: EngineStatus, wanted: string, runtime: Runtime): string | undefined {
  if (status.type === 'available') return undefined;
  if (status.type === 'ignored') return 'RENOVATE_X_IGNORE_RE2 is set: unset it';
  const { code, message = '' } = (status.err ?? {}) as Partial<NodeJS.ErrnoException>;
  const [first = ''] = message.split('\n');
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return /['"]re2['"]/.test(first)
      ? `re2 is not installed: run "npm install --save-dev re2@${wanted}", then "${rebuild(runtime)}" if it does not load`
      : `re2 is installed, and not built: run "${rebuild(runtime)}"`;
  }
  const [built, needed] = message.match(/(?<=NODE_MODULE_VERSION )\d+/g) ?? [];
  if (built !== undefined && needed !== undefined) {
    const versions = `for modules of version ${built}, and Node.js ${runtime.version} needs ${needed}`;
    return `re2 was built for another Node.js (${versions}): run "${rebuild(runtime)}"`;
  }
  return `re2 does not load (${first}): run "${rebuild(runtime)}"`;
}

/** The command that builds re2 for the Node.js that runs Renovate, independent of npm's settings. */
function rebuild({ version, execPath }: Runtime): string {
  const prefix = path.dirname(path.dirname(execPath));
  const hasHeaders = existsSync(path.join(prefix, 'include/node/node_version.h'));
  const headers = hasHeaders
    ? `npm_config_nodedir=${prefix}`
    : `npm_config_nodedir= npm_config_target=${version.replace(/^v/, '')}`;
  return `${headers} npm rebuild re2 --ignore-scripts=false`;
}
