import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { unifiedDiff } from '../../src/analysis/diff.ts';
import { repository, run, scratch, serve } from '../cli/command.ts';
import { json, startFaulty, status } from '../registry/faults.ts';
import { DEFAULT_PRESET, KUBELET, manifest } from '../renovate/scenario.ts';
import { makeHostile } from './hostile.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILE = 'components.json';
const TAGS = ['v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'].flatMap((one) => [`${one}-x86-64`, `${one}-arm64`]);
const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-1-azlinux3' }]);
const DOCKER = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`] };
const SECRET = 'hunter2-is-no-password';

afterEach(() => void vi.unstubAllEnvs());

/** A registry with one sysext. */
function startGood(): Promise<string> {
  return serve((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: KUBELET, tags: TAGS }));
  });
}

describe('a repository that wants its programs run', () => {
  test.each([false, true])(
    'git, hooks, scripts, configuration and modules of it are not run (%s)',
    async (rewritten) => {
      const folder = scratch();
      const marks = path.join(folder, 'marks');
      mkdirSync(marks);
      const dir = repository({ [FILE]: SLOT }, await startGood(), {
        extends: [DEFAULT_PRESET],
        allowedCommands: ['.*'],
        allowedPostUpgradeCommands: ['.*'],
        postUpgradeTasks: { commands: [`touch ${marks}/postUpgradeTasks`], executionMode: 'branch' },
      });
      makeHostile(dir, marks, rewritten);
      // The bait is good: git itself takes it.
      for (const args of [['ls-files'], ['log'], ['ls-remote', dir]]) {
        try {
          execFileSync('git', args, { cwd: dir, stdio: 'ignore' });
        } catch {}
      }
      expect(readdirSync(marks).sort()).toEqual(['core.fsmonitor', ...(rewritten ? ['ext'] : []), 'gpg.program']);
      for (const mark of readdirSync(marks)) rmSync(path.join(marks, mark));

      const { exitCode, out, err } = await run(['plan', dir]);
      // What is planned is a clone, in which the repository's settings do not apply.
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: expect.not.stringContaining('error') });
      expect(out).not.toContain('44.110.0');
      await run(['check', dir]);
      await run(['adopt', dir]);
      // A folder for temporary files that is in the repository.
      const inside = path.join(dir, 'tmp');
      mkdirSync(inside);
      vi.stubEnv('TMPDIR', inside);
      expect(unifiedDiff([{ file: FILE, before: 'a\n', after: 'b\n' }])).toContain('+b');
      expect(readdirSync(marks)).toEqual([]);
    },
  );
});

describe('credentials', () => {
  /** A registry that wants a password, and sends whoever has it to `elsewhere` for its tags. */
  async function startLocked(
    elsewhere?: string,
  ): Promise<{ url: string; seen: readonly { authorization?: string | undefined }[] }> {
    const basic = `Basic ${btoa(`joe:${SECRET}`)}`;
    return startFaulty((reply, { path: asked, authorization }) => {
      if (authorization !== basic) return status(401, { 'www-authenticate': 'Basic realm="x"' });
      if (!asked.endsWith('/tags/list')) return reply;
      return elsewhere === undefined ? json({ name: KUBELET, tags: TAGS }) : status(302, { location: elsewhere });
    });
  }

  function logIn(url: string): void {
    const rules = [url, url.replace('http:', 'https:')].map((matchHost) => {
      return { matchHost, insecureRegistry: true, username: 'joe', password: SECRET };
    });
    vi.stubEnv('RENOVATE_HOST_RULES', JSON.stringify(rules));
    const folder = scratch();
    const auths = { [new URL(url).host]: { auth: btoa(`joe:${SECRET}`) } };
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ auths }));
    vi.stubEnv('DOCKER_CONFIG', folder);
    vi.stubEnv('REGISTRY_AUTH_FILE', undefined);
  }

  test('appear in no output, however much is said', async () => {
    const { url, seen } = await startLocked();
    logIn(url);
    const dir = repository({ [FILE]: SLOT }, url, DOCKER);
    const commands = [
      ['plan', dir, '--verbose'],
      ['plan', dir, '--verbose', '--format', 'json'],
      ['check', dir, '--verbose'],
      ['resolve', 'kubelet', '1.34.10', '--registry', url, '--root', scratch(), '--arch', 'x86-64', '--verbose'],
      ['pull', dir, '--root', scratch(), '--arch', 'x86-64', '--verbose'],
    ];
    for (const command of commands) {
      const before = seen.length;
      const { out, err } = await run(command);
      // It did log in, and there is something to look at.
      const sent = seen.slice(before).filter(({ authorization }) => authorization !== undefined);
      expect({ command, err, sent }).toMatchObject({ sent: expect.arrayContaining([expect.anything()]) });
      expect((out + err).length).toBeGreaterThan(20);
      for (const secret of [SECRET, btoa(`joe:${SECRET}`)]) expect(out + err).not.toContain(secret);
    }
  });

  test('are for one host: where that sends us to another one, they do not go along', async () => {
    const far = await startFaulty(() => json({ name: KUBELET, tags: TAGS }));
    const { url } = await startLocked(`${far.url}/v2/${KUBELET}/tags/list`);
    logIn(url);
    await run(['plan', repository({ [FILE]: SLOT }, url, DOCKER)]);
    await run(['resolve', 'kubelet', '1.34.10', '--registry', url, '--root', scratch(), '--arch', 'x86-64']);
    expect(far.seen.length).toBeGreaterThan(0);
    expect(far.seen.flatMap(({ authorization }) => authorization ?? [])).toEqual([]);
  });

  test('of the environment are not for the repository to read', async () => {
    const asked: (string | undefined)[] = [];
    const far = await serve(({ url }, response) => {
      asked.push(url);
      response.end('{}');
    });
    vi.stubEnv('SECRET_OF_THE_ENVIRONMENT', SECRET);
    const dir = repository({ [FILE]: SLOT }, far, {
      extends: [DEFAULT_PRESET],
      packageRules: [
        {
          matchPackageNames: ['*'],
          overrideDatasource: 'custom.mine',
          registryUrls: [`${far}/{{env.SECRET_OF_THE_ENVIRONMENT}}/{{process.env.SECRET_OF_THE_ENVIRONMENT}}`],
        },
      ],
      customDatasources: { mine: { defaultRegistryUrlTemplate: `${far}/{{env.SECRET_OF_THE_ENVIRONMENT}}` } },
    });
    const { out, err } = await run(['plan', dir, '--verbose']);
    expect(out + err).not.toContain(SECRET);
    expect(JSON.stringify(asked)).not.toContain(SECRET);
  });
});

test('scratch folders are for their owner alone, and gone afterwards', async () => {
  const folder = scratch();
  const modes = new Map<string, number>();
  const url = await serve((_, response) => {
    for (const name of readdirSync(folder)) modes.set(name, statSync(path.join(folder, name)).mode & 0o777);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: KUBELET, tags: TAGS }));
  });
  const dir = repository({ [FILE]: SLOT }, url);
  vi.stubEnv('TMPDIR', folder);
  expect((await run(['plan', dir])).exitCode).toBe(0);
  expect(modes.size).toBeGreaterThan(0);
  expect(new Set(modes.values())).toEqual(new Set([0o700]));
  expect(readdirSync(folder)).toEqual([]);
});

/** A line of a job's log that GitHub's runner takes for a command: it looks at the trimmed line, and for `##[`. */
function commandsIn(text: string): string[] {
  return text.split(/[\r\n\u0085\u2028\u2029]/).filter((line) => /^\s*::|##\[/.test(line));
}

test.each(['text', 'json', 'markdown'])("no output as %s commands a job's runner", async (format) => {
  const evil = '::error::x/##[set-output]y-sysext';
  const dir = repository(
    {
      [FILE]: `::add-mask::a\n${manifest([
        { repository: evil, latest: 'v1.34.9-1-azlinux3' },
        { repository: KUBELET, latest: 'v1.34.9-1-azlinux3' },
      ])}`.replace(/^::add-mask::a\n/, ''),
    },
    await startGood(),
    {
      extends: [DEFAULT_PRESET],
      packageRules: [
        {
          matchPackageNames: ['*'],
          commitMessagePrefix: '::warning::',
          commitMessageTopic: '##[error]x',
          groupName: '::stop-commands::x',
        },
      ],
    },
  );
  const { out, err } = await run(['plan', dir, '--format', format, '--verbose']);
  expect(out).toContain('v1.34.10-1-azlinux3');
  expect(err.length).toBeGreaterThan(1000);
  expect(commandsIn(out)).toEqual([]);
  expect(commandsIn(err)).toEqual([]);
  expect(commandsIn((await run(['check', dir, ...(format === 'markdown' ? [] : ['--format', format])])).out)).toEqual(
    [],
  );
});

test('what a link leads to is not read', async () => {
  const outside = scratch();
  const text = `::${SECRET}:: -sysext`;
  writeFileSync(path.join(outside, 'components.json'), text);
  writeFileSync(path.join(outside, 'renovate.json'), text);
  const dir = repository({ [FILE]: SLOT, 'sub/components.json': '{}' }, await startGood());
  symlinkSync(path.join(outside, 'components.json'), path.join(dir, 'linked.components.json'));
  mkdirSync(path.join(dir, 'other'));
  symlinkSync(path.join(outside, 'components.json'), path.join(dir, 'other/components.json'));
  execFileSync('git', ['init', '--quiet'], { cwd: dir });
  execFileSync('git', ['add', '.'], { cwd: dir });
  // A folder of the repository that has become a link since.
  renameSync(path.join(dir, 'sub'), path.join(outside, 'sub'));
  symlinkSync(outside, path.join(dir, 'sub'));
  for (const command of ['plan', 'check', 'adopt']) {
    const { out, err } = await run([command, dir, '--verbose']);
    expect(out + err).not.toContain(SECRET);
    expect(out + err).not.toContain(SECRET.slice(0, 8));
  }
  symlinkSync(path.join(outside, 'renovate.json'), path.join(dir, '.renovaterc'));
  rmSync(path.join(dir, 'renovate.json'));
  execFileSync('git', ['add', '.renovaterc'], { cwd: dir });
  expect(JSON.stringify(await run(['plan', dir, '--verbose']))).not.toContain(SECRET);
});

describe('docs/threats.md', () => {
  const text = readFileSync(path.join(ROOT, 'docs/threats.md'), 'utf8');
  const named = [...text.matchAll(/`(test\/\S+\.test\.ts)`: (.+?)(?= \||<br>)/g)].map(([, file = '', name = '']) => ({
    file,
    name,
  }));

  test('names tests', () => {
    expect(named.length).toBeGreaterThan(10);
  });

  test.each(named)('$file: $name', ({ file, name }) => {
    // A name in the table may leave out what a placeholder of the test is filled with.
    expect(readFileSync(path.join(ROOT, file), 'utf8').replaceAll("\\'", "'")).toContain(name);
  });
});
