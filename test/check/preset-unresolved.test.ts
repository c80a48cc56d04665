import { expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { gitRepository } from '../renovate/git-repository.ts';

/*
 * A preset that cannot be fetched: the finding has the cause, and the way round.
 */

test.each([
  ['github', 'https://forge.invalid/', 'forge.invalid'],
  ['gitea', 'http://127.0.0.1:9/', 'ECONNREFUSED'],
])('the forge of the repository cannot be reached: %s, %s', async (platform, endpoint, cause) => {
  const dir = gitRepository({ 'renovate.json': '{\n  "extends": ["local>acme/config", "local>acme/other"]\n}\n' });
  const env = { RENOVATE_PLATFORM: platform, RENOVATE_ENDPOINT: endpoint };
  const { diagnostics: findings } = await check(dir, { offline: false, presetSource: 'here', rules: new Map(), env });
  expect(findings.map(({ id, line, message }) => [id, line, message])).toEqual(
    ['config', 'other'].map((name) => [
      'preset-unresolved',
      2,
      expect.stringMatching(
        `^local>acme/${name}: local>acme/${name} cannot be fetched: .*${cause}.*: check that its host is reachable, or pass a checkout of it with --preset acme/${name}=PATH$`,
      ),
    ]),
  );
});
