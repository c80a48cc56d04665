import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { type RunOptions, runRenovate } from '../../../src/renovate/host/run.ts';
import type { RenovateResult } from '../../../src/renovate/messages.ts';
import { repository, serve } from '../../cli/command.ts';
import { git } from '../../fidelity/git.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest } from '../scenario.ts';

/*
 * Runs of one command share a process. Whatever ran in it before, an answer is as from a new one.
 */

afterEach(() => void vi.unstubAllEnvs());

const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
const TAGS = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
const PLAIN = { 'components.json': SLOT };

/** A registry on loopback that notes what credentials it is given. */
async function startRegistry(): Promise<{ url: string; given: (string | undefined)[] }> {
  const given: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    given.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: KUBELET, tags: TAGS }));
  });
  return { url, given };
}

/** The processes that run Renovate for this one. */
function processes(): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const fields = lines.map((line) => line.trim().split(/\s+/, 2).map(Number));
  return fields.flatMap(([pid = 0, parent], index) =>
    parent === process.pid && lines[index]?.includes('child/child.ts') ? [pid] : [],
  );
}

/** Runs Renovate in a process of its own: another environment makes for another process. */
async function runAlone(dir: string, options?: RunOptions): Promise<RenovateResult> {
  vi.stubEnv('ANOTHER_PROCESS', `${Math.random()}`);
  return runRenovate(dir, options);
}

/** What an answer says, whichever process gave it. */
function said({ peakMemory: _, ...answer }: RenovateResult): object {
  return answer;
}

/** Makes a folder a repository with twelve commits, whose messages begin so. */
function asGitRepository(dir: string, message: string): string {
  git(dir, 'init', '--quiet', '--initial-branch=trunk');
  git(dir, 'remote', 'add', 'origin', 'https://git.example/team/images.git');
  git(dir, 'add', '.');
  for (let i = 0; i < 12; i++) git(dir, 'commit', '--quiet', '--allow-empty', `--message=${message} ${i}`);
  return dir;
}

/** What ran before, and what of it must not stay. */
const BEFORE: readonly { name: string; dir: (url: string) => string; options?: RunOptions }[] = [
  { name: 'the same', dir: (url) => repository(PLAIN, url) },
  { name: 'other files', dir: (url) => repository({ 'a/components.json': SLOT, 'b/components.json': SLOT }, url) },
  {
    name: 'a git repository with semantic commits',
    dir: (url) => asGitRepository(repository(PLAIN, url), 'feat:'),
  },
  {
    name: 'other rules and settings',
    dir: (url) =>
      repository(PLAIN, url, {
        extends: [DEFAULT_PRESET, ':semanticCommits'],
        branchPrefix: 'other/',
        ignorePaths: ['**'],
        customDatasources: { 'aks-sysext': { transformTemplates: ['[]'] } },
      }),
  },
  {
    name: 'credentials of the configuration',
    dir: (url) =>
      repository(PLAIN, url, {
        extends: [DEFAULT_PRESET],
        hostRules: [{ matchHost: url, username: 'joe', password: 'of-the-configuration' }],
      }),
  },
  {
    name: 'an environment of its own',
    dir: (url) => repository(PLAIN, url),
    options: {
      env: { RENOVATE_BRANCH_PREFIX: 'other/', RENOVATE_HOST_RULES: '[{"token": "of-the-environment"}]' },
    },
  },
  {
    name: 'a look into the configuration, with other presets',
    dir: (url) => repository(PLAIN, url),
    options: { inspect: true, presetRoot: path.join(import.meta.dirname, 'other-presets') },
  },
  { name: 'a configuration that is no JSON', dir: (url) => repository({ ...PLAIN, 'renovate.json': '{' }, url) },
  {
    name: 'a configuration that Renovate gives up',
    dir: (url) => repository(PLAIN, url, { extends: [DEFAULT_PRESET, 'local>is/not-there'], branchPrefix: 'other/' }),
  },
  {
    name: 'a snapshot',
    dir: (url) => repository(PLAIN, url),
    options: { snapshot: { lists: [], releases: [], presets: [] } },
  },
];

test('whatever ran before in the same process, the answer is as from a new one', async () => {
  const { url, given } = await startRegistry();
  const dir = repository(PLAIN, url);
  const alone = await runAlone(dir, { inspect: true });
  expect(alone.branches).toHaveLength(1);
  vi.stubEnv('ANOTHER_PROCESS', 'one for all that follow');
  for (const { name, dir: before, options } of BEFORE) {
    await runRenovate(before(url), options);
    await vi.waitUntil(() => processes().length === 1);
    const [pid] = processes();
    given.length = 0;
    const answer = said(await runRenovate(dir, { inspect: true }));
    expect.soft({ name, answer, processes: processes(), given }).toEqual({
      name,
      answer: said(alone),
      processes: [pid],
      given: [undefined],
    });
  }
});

test('a git repository after another one: the history, the name and the branch are its own', async () => {
  const { url } = await startRegistry();
  const semantic = asGitRepository(repository(PLAIN, url), 'feat:');
  const plain = asGitRepository(repository(PLAIN, url), 'Change');
  const titles = [];
  for (const dir of [semantic, plain, semantic]) titles.push((await runRenovate(dir)).branches[0]?.prTitle);
  expect(titles).toEqual([
    expect.stringMatching(/^chore\(deps\): /),
    expect.not.stringContaining('chore'),
    expect.stringMatching(/^chore\(deps\): /),
  ]);
});

test('after the process has died, there is a new one', async () => {
  const { url } = await startRegistry();
  const dir = repository(PLAIN, url);
  await runAlone(dir);
  await vi.waitUntil(() => processes().length === 1);
  const [pid = 0] = processes();
  process.kill(pid, 'SIGKILL');
  // Its end has to be noticed here, too.
  await vi.waitFor(async () => expect((await runRenovate(dir)).branches).toHaveLength(1), 30_000);
  expect(processes()).toEqual([expect.not.toBeOneOf([pid])]);
});

test('a process that nobody asks for a while ends', async () => {
  const { url } = await startRegistry();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await runAlone(repository(PLAIN, url));
  expect(vi.getTimerCount()).toBe(1);
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  await vi.waitUntil(() => processes().length === 0);
});

test('a run that makes no progress ends, and names what it was at', async () => {
  const asked = Promise.withResolvers<void>();
  // As behind a proxy that accepts a connection and never answers.
  const dir = repository(PLAIN, await serve(() => asked.resolve()));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const failed = expect(runAlone(dir)).rejects.toThrow(
    /^Renovate has made no progress for 10 minutes since "looking up: .*kubelet-sysext.*": check the proxy and the network$/,
  );
  await asked.promise;
  vi.advanceTimersByTime(10 * 60_000);
  await failed;
  vi.useRealTimers();
  await vi.waitUntil(() => processes().length === 0);
});

test('two at a time do not mix', async () => {
  const { url } = await startRegistry();
  const dirs = [repository(PLAIN, url), repository({ 'a/components.json': SLOT }, url)];
  const answers = await Promise.all(dirs.map((dir) => runRenovate(dir)));
  expect(answers.map(({ branches }) => branches[0]?.edits[0]?.file)).toEqual(['components.json', 'a/components.json']);
});

test('a process that has answered does not keep the command from ending', () => {
  const dir = repository(PLAIN, 'https://registry.invalid');
  const run = new URL('../../../src/renovate/host/run.ts', import.meta.url).href;
  const snapshot = JSON.stringify({ lists: [], releases: [], presets: [] });
  const script = `import { runRenovate } from ${JSON.stringify(run)};
    const { files } = await runRenovate(${JSON.stringify(dir)}, { snapshot: ${snapshot} });
    process.stdout.write(String(files.length));`;
  const args = ['--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })).toBe('2');
});
