import { describe, expect, test } from 'vitest';
import { cached, makeRoot } from '../host/root.ts';
import { type Fault, first, json, startFaulty, status } from '../registry/faults.ts';
import { manifest, REGISTRY } from '../renovate/scenario.ts';
import { run } from './command.ts';

const TAG = 'v1.34.10-1-azlinux3-x86-64';

describe('the time', () => {
  const resolve = (time: string) => {
    const root = makeRoot(cached([TAG]));
    return run([
      'resolve',
      'kubelet',
      '1.34.10',
      '--arch',
      'x86-64',
      '--root',
      root,
      '--distro',
      'azlinux3',
      '--retry-for',
      time,
    ]);
  };

  test.each(['0', '0s', '1s', '30s', '10m', '1h', '99999s'])('%s', async (time) => {
    expect(await resolve(time)).toMatchObject({ exitCode: 0, err: '' });
  });

  test.each(['', '10', '1.5m', '-1s', '1d', 's', '10 m', '10M', '100000s', '1m30s', 'ten'])(
    '%j is none',
    async (time) => {
      const { exitCode, err } = await resolve(time);
      expect(exitCode).toBe(1);
      expect(err).toContain('write a number and a unit, such as 30s, 10m or 1h, or 0 for no retries');
    },
  );

  test.each([
    ['pull', '10m'],
    ['merge', '10m'],
    ['resolve', '30s'],
    ['rehearse', '30s'],
  ])('of %s is %s by default', async (command, expected) => {
    const { out } = await run([command, '--help']);
    expect(out).toMatch(new RegExp(`--retry-for <time> [^-]*\\(default:\\s+${expected}\\)`));
  });
});

describe('retries', () => {
  const list: Fault = () => json({ tags: [TAG] });
  const busy = (): Fault => first(1, () => status(503, { 'retry-after': '0' }));
  const resolve = (registry: string, ...rest: string[]) =>
    run([
      'resolve',
      'kubelet',
      '1.34.10',
      '--arch',
      'x86-64',
      '--root',
      makeRoot(),
      '--distro',
      'azlinux3',
      '--registry',
      registry,
      ...rest,
    ]);

  test('are notes on stderr', async () => {
    const { url, host } = await startFaulty(list, busy());
    const { exitCode, out, err } = await resolve(url);
    expect(exitCode).toBe(0);
    expect(out).toContain(`:${TAG}\n`);
    expect(err).toBe(
      `note: ${host}/oss/v2/kubernetes/kubelet-sysext: ${host} responds with 503: trying again in 0 s\n`,
    );
  });

  test('there are none with 0', async () => {
    const { url, seen } = await startFaulty(list, busy());
    const { err } = await resolve(url, '--retry-for', '0');
    expect(err).toMatch(/^warning: kubelet 1\.34\.10: remote: \S+ \S+ responds with 503\nerror: .*\n$/);
    expect(seen).toHaveLength(1);
  });

  test('a pull notes them as well', async () => {
    const { url, seen } = await startFaulty(() => status(404), busy());
    const slots = [{ repository: 'some/kubelet-sysext', latest: 'v1.34.10-1-azlinux3' }];
    const dir = makeRoot({ 'components.json': manifest(slots).replaceAll(REGISTRY, url) });
    const { exitCode, err } = await run(['pull', dir, '--root', makeRoot(), '--arch', 'x86-64']);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^note: .* responds with 503: trying again in 0 s\nerror: .* is not published\n$/);
    expect(seen).toHaveLength(2);
  });

  test('a wait that is longer than the time is not waited for', async () => {
    const { url, seen } = await startFaulty(() => status(429, { 'retry-after': '600' }));
    const { err } = await resolve(url, '--retry-for', '1m');
    expect(err).toContain('responds with 429 and requests a wait of 600 s: try again then');
    expect(seen).toHaveLength(1);
  });
});
