import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type EngineStatus, whyNoRe2 } from '../../../src/renovate/child/engine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A Node.js without its headers, and one with them beside it. */
const BARE = { version: 'v24.21.0', execPath: '/nowhere/bin/node' };
const WHOLE = { version: 'v24.21.0', execPath: path.join(folder, 'bin/node') };
mkdirSync(path.join(folder, 'include/node'), { recursive: true });
writeFileSync(path.join(folder, 'include/node/node_version.h'), '');

const bare = 'npm_config_nodedir= npm_config_target=24.21.0 npm rebuild re2 --ignore-scripts=false';
const whole = `npm_config_nodedir=${folder} npm rebuild re2 --ignore-scripts=false`;

const failed = (code: string | undefined, message: string): EngineStatus => {
  return { type: 'unavailable', err: Object.assign(new Error(message), code === undefined ? {} : { code }) };
};

/** Errors as Node.js words them. */
const CASES: readonly [string, EngineStatus, string | undefined][] = [
  ['it loads', { type: 'available' }, undefined],
  ['it is switched off', { type: 'ignored' }, 'RENOVATE_X_IGNORE_RE2 is set: unset it'],
  [
    'it is not installed',
    failed('MODULE_NOT_FOUND', "Cannot find module 're2'\nRequire stack:\n- /x/renovate/dist/expose.js"),
    `re2 is not installed: run "npm install --save-dev re2@1.26.1", then "${whole}" if it does not load`,
  ],
  [
    'it was installed without its install script',
    failed('MODULE_NOT_FOUND', "Cannot find module './build/Release/re2.node'\nRequire stack:\n- /x/re2/re2.js"),
    `re2 is installed, and not built: run "${whole}"`,
  ],
  [
    'it was built for another Node.js',
    failed(
      'ERR_DLOPEN_FAILED',
      "The module '/x/re2.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 137. Please try re-compiling",
    ),
    `re2 was built for another Node.js (for modules of version 115, and Node.js v24.21.0 needs 137): run "${whole}"`,
  ],
  [
    'it was built on another system',
    failed('ERR_DLOPEN_FAILED', '/x/re2.node: invalid ELF header'),
    `re2 does not load (/x/re2.node: invalid ELF header): run "${whole}"`,
  ],
  ['nobody knows why', { type: 'unavailable', err: undefined }, `re2 does not load (): run "${whole}"`],
];

test.each(CASES)('%s', (_, status, expected) => {
  expect(whyNoRe2(status, '1.26.1', WHOLE)).toBe(expected);
});

test('a Node.js without headers has them downloaded', () => {
  expect(whyNoRe2(failed('MODULE_NOT_FOUND', "Cannot find module './build/Release/re2.node'"), '1', BARE)).toBe(
    `re2 is installed, and not built: run "${bare}"`,
  );
});
