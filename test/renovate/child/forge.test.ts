import * as common from 'renovate/dist/util/common.js';
import * as url from 'renovate/dist/util/git/url.js';
import { expect, test } from 'vitest';
import { forgeOf, nameOf } from '../../../src/renovate/child/forge.ts';
import type { Internals } from '../../../src/renovate/internals.ts';

const INTERNALS = { 'util/common.js': common, 'util/git/url.js': url } as unknown as Internals;

test.each([
  ['git@github.com:acme/images.git', 'github', 'https://api.github.com/', 'acme/images'],
  ['https://github.com/acme/images', 'github', 'https://api.github.com/', 'acme/images'],
  ['https://github.acme.example/acme/images.git', 'github', 'https://github.acme.example/api/v3/', 'acme/images'],
  ['git@gitlab.com:acme/node/images.git', 'gitlab', 'https://gitlab.com/api/v4/', 'acme/node/images'],
  [
    'ssh://git@gitlab.acme.example:2222/node/images.git',
    'gitlab',
    'https://gitlab.acme.example/api/v4/',
    'node/images',
  ],
  ['https://gitea.acme.example/acme/images.git', 'gitea', 'https://gitea.acme.example/', 'acme/images'],
  ['https://codeberg.org/acme/images.git', 'forgejo', 'https://codeberg.org/', 'acme/images'],
  ['https://dev.azure.com/acme/node/_git/images', 'azure', undefined, 'node/images'],
  ['git@bitbucket.org:acme/images.git', 'bitbucket', undefined, 'acme/images'],
  ['https://git.acme.example/acme/images.git', undefined, undefined, 'acme/images'],
  ['/srv/git/images', undefined, undefined, 'local'],
  [undefined, undefined, undefined, 'local'],
])('the remote %s', (origin, platform, endpoint, name) => {
  const forge = forgeOf(INTERNALS, origin, {});
  expect(forge).toEqual(platform === undefined ? undefined : { platform, endpoint, token: undefined });
  expect(nameOf(INTERNALS, origin)).toBe(name);
});

const TOKEN = { RENOVATE_TOKEN: 'secret' };
const ORIGIN = 'https://git.acme.example/acme/images.git';

test.each([
  ['github', undefined, 'https://api.github.com/'],
  ['gitlab', 'https://git.acme.example/api/v4/', 'https://git.acme.example/api/v4/'],
  ['gitea', 'https://git.acme.example/api/v1/', 'https://git.acme.example/'],
  ['gitea', 'https://git.acme.example', 'https://git.acme.example/'],
  ['forgejo', undefined, 'https://code.forgejo.org/'],
])('the environment names %s at %s', (platform, endpoint, expected) => {
  const env = {
    ...TOKEN,
    RENOVATE_PLATFORM: platform,
    ...(endpoint === undefined ? {} : { RENOVATE_ENDPOINT: endpoint }),
  };
  expect(forgeOf(INTERNALS, ORIGIN, env)).toEqual({ platform, endpoint: expected, token: 'secret' });
});

test.each([{}, { RENOVATE_PLATFORM: 'local' }])('no token goes to a host that the remote names: %j', (env) => {
  const forge = forgeOf(INTERNALS, 'https://github.evil.example/a/b', { ...TOKEN, ...env });
  expect(forge).toMatchObject({ platform: 'github', token: undefined });
});
