import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newRun, type Run } from '../../../src/renovate/child/run-state.ts';
import { locateRenovate, PACKAGE_ROOT } from '../../../src/renovate/host/locate.ts';
import { type Internals, importInternals } from '../../../src/renovate/internals.ts';
import { explainPresetFailures } from '../../../src/renovate/patches/explain-preset-failures.ts';
import { servePresets } from '../../../src/renovate/patches/serve-presets.ts';
import { emptyDir, write } from '../git-repository.ts';

/*
 * A preset that is served from a directory is the very one that Renovate would fetch from a forge.
 */

const FILES: Readonly<Record<string, string>> = {
  'default.json': '{ "prHourlyLimit": 1 }',
  'x.json': '{ "prHourlyLimit": 2 }',
  'presets/x.json': '{ "prHourlyLimit": 3 }',
  'keys.json': '{ "a": { "prHourlyLimit": 4 }, "b": { "c": { "prHourlyLimit": 5 } } }',
  'five.json5': '{ prHourlyLimit: 6, /* a comment */ }',
  'commented.json': '{ "prHourlyLimit": 7, // a comment\n }',
  'nested/deep/y.json': '{ "prHourlyLimit": {{arg0}} }'.replace('{{arg0}}', '"{{arg0}}"'),
  'bom.json': '\uFEFF{ "prHourlyLimit": 8 }',
  'broken.json': '{ "prHourlyLimit": ',
  'without-default/renovate.json': '{ "prHourlyLimit": 9 }',
};

/** What comes after the repository's name. */
const REFERENCES = [
  '',
  '#0.1.0',
  '#main',
  ':default',
  ':x',
  ':x.json',
  ':five.json5',
  ':five',
  ':commented',
  ':bom',
  ':broken',
  ':keys/a',
  ':keys/b/c',
  ':keys/b/none',
  ':keys/none',
  ':none',
  ':presets/x',
  ':default/a',
  '//presets/x',
  '//presets/x#0.1.0',
  '//presets/x.json',
  '//presets/none',
  '//nested/deep/y(9)',
  '//nested/y',
  '//without-default/default',
  '//without-default/renovate',
  '//../x',
  '//presets/../x',
  '//presets/x:y',
];

let internals: Internals;
let run: Run;
let url: string;
/** How the forge answers. */
let status = 200;

beforeAll(async () => {
  const root = locateRenovate(PACKAGE_ROOT);
  internals = await importInternals(root);
  run = newRun(() => {});
  for (const { apply } of [explainPresetFailures, servePresets]) apply({ root, internals, run });
  const server = createServer((request, response) => {
    const [, file = ''] = /\/contents\/([^?]+)/.exec(decodeURIComponent(request.url ?? '')) ?? [];
    const content = FILES[path.posix.normalize(file)];
    response.writeHead(status !== 200 ? status : content === undefined ? 404 : 200, {
      'Content-Type': 'application/json',
    });
    const body = { type: 'file', name: file, path: file, content: Buffer.from(content ?? '').toString('base64') };
    response.end(JSON.stringify(content === undefined ? { message: 'not found' } : body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return () => server.close();
});

beforeEach(() => {
  const root = emptyDir();
  write(root, FILES);
  const repository = { ...run.repository, forge: { platform: 'gitea', endpoint: url, token: undefined } };
  Object.assign(run, { presetRoot: root, presetRoots: {}, snapshot: undefined, repository, presetFailure: undefined });
  run.pins.clear();
  internals['util/cache/memory/index.js'].init();
  internals['config/global.js'].GlobalConfig.set({ internalHostAccess: 'allow', platform: 'local' });
});

afterEach(() => {
  status = 200;
});

/** The preset, or its absence. */
async function get(preset: string): Promise<unknown> {
  try {
    return await internals['config/presets/index.js'].getPreset(preset, {});
  } catch {
    return 'none';
  }
}

async function failureOf(preset: string): Promise<string> {
  return internals['config/presets/index.js'].getPreset(preset, {}).then(
    () => '',
    (error: Error) => error.message,
  );
}

test.each(REFERENCES)('%j: as from a forge', async (reference) => {
  const fetched = await get(`local>org/elsewhere${reference}`);
  expect(await get(`local>org/aks-sysext-renovate${reference}`)).toEqual(fetched);
  expect(await get(`github>org/aks-sysext-renovate${reference}`)).toEqual(fetched);
});

test('some of them are there', async () => {
  const all = await Promise.all(REFERENCES.map((reference) => get(`local>org/aks-sysext-renovate${reference}`)));
  expect(all.filter((one) => one !== 'none')).toHaveLength(18);
});

test('a file outside of the directory is not read', async () => {
  const outside = emptyDir();
  write(outside, { 'inside/default.json': '{}', 'secret.json': '{ "prHourlyLimit": 99 }' });
  run.presetRoot = path.join(outside, 'inside');
  expect(await get('github>org/aks-sysext-renovate//../secret')).toBe('none');
});

test('a directory stands in for another repository', async () => {
  const root = emptyDir();
  write(root, { 'default.json': '{ "prHourlyLimit": 10 }', 'a/b.json': '{ "prHourlyLimit": 11 }' });
  run.presetRoots = { 'acme/renovate-config': root, 'group/sub/presets': root };
  expect(await get('local>acme/renovate-config')).toEqual({ prHourlyLimit: 10 });
  expect(await get('gitlab>group/sub/presets//a/b#1.0.0')).toEqual({ prHourlyLimit: 11 });
});

test('the tags of our own presets are remembered, of no others', async () => {
  run.presetRoots = { 'acme/renovate-config': run.presetRoot };
  for (const preset of [
    'github>a/aks-sysext-renovate#1.2.3',
    'github>a/aks-sysext-renovate//presets/x',
    'local>acme/renovate-config#9',
  ]) {
    await get(preset);
  }
  expect([...run.pins.values()]).toEqual([
    { preset: 'github>a/aks-sysext-renovate', tag: '1.2.3' },
    { preset: 'github>a/aks-sysext-renovate', tag: null },
  ]);
});

describe('why a preset cannot be fetched, and the workaround', () => {
  const WAY_ROUND = 'or pass a checkout of it with --preset acme/config=PATH';

  test.each([
    [
      'none of the forge',
      404,
      /^local>acme\/config: the preset was not found, or requires a login: correct the name, set the forge's token, or pass/,
    ],
    ['a forge that wants a login', 401, /^local>acme\/config cannot be fetched: .*401/],
  ])('%s', async (_, code, expected) => {
    status = code;
    const message = await failureOf('local>acme/config');
    expect(message).toMatch(expected);
    expect(message).toContain(WAY_ROUND);
    expect(run.presetFailure).toBe(message);
  });

  test('a forge that cannot be reached', async () => {
    run.repository = {
      ...run.repository,
      forge: { platform: 'gitea', endpoint: 'http://127.0.0.1:9/', token: undefined },
    };
    await failureOf('local>acme/config');
    expect(run.presetFailure).toMatch(
      /^local>acme\/config cannot be fetched: .*ECONNREFUSED.*: check that its host is reachable, or/,
    );
  });

  test('one after another: each has its own reason', async () => {
    status = 404;
    await failureOf('local>acme/config');
    status = 200;
    expect(await failureOf('local>acme/other:keys/nope')).not.toContain('acme/config');
  });

  test('no forge that is known', async () => {
    run.repository = { ...run.repository, forge: undefined };
    expect(await failureOf('local>acme/config')).toBe(
      `local>acme/config is on the forge of this repository, which cannot be derived from the remote "origin": set RENOVATE_PLATFORM and RENOVATE_ENDPOINT, ${WAY_ROUND}`,
    );
  });

  test('a forge whose presets are not read here', async () => {
    run.repository = { ...run.repository, forge: { platform: 'bitbucket', endpoint: undefined, token: undefined } };
    expect(await failureOf('local>acme/config')).toMatch(
      /^local>acme\/config is on bitbucket, whose presets cannot be read here: pass a checkout of it with --preset acme\/config=PATH$/,
    );
  });

  test('a snapshot without it', async () => {
    run.snapshot = { lists: [], releases: [], presets: [] };
    expect(await failureOf('github>acme/config//b/a')).toBe(
      `github>acme/config//b/a is not in the snapshot: record a new one with "snapshot", ${WAY_ROUND}`,
    );
  });

  test('a path after a colon', async () => {
    expect(await failureOf('github>org/aks-sysext-renovate:presets/x#0.1.0')).toBe(
      'org/aks-sysext-renovate:presets/x is the key "x" of the file presets.json, which does not exist: write org/aks-sysext-renovate//presets/x',
    );
  });
});
