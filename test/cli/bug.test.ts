import { beforeEach, expect, test, vi } from 'vitest';
import { fakeRegistry } from '../host/fake-registry.ts';
import { makeRoot } from '../host/root.ts';
import { KUBELET, manifest } from '../renovate/scenario.ts';
import { run } from './command.ts';

const client = vi.hoisted(() => ({ findArtifact: vi.fn(), listTags: vi.fn() }));
vi.mock('../../src/registry/client.ts', () => ({ openRegistry: () => ({ ...fakeRegistry({}), ...client }) }));

beforeEach(() => {
  for (const method of Object.values(client)) method.mockRejectedValue(new TypeError('x is not a function'));
});

const dir = () => makeRoot({ 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }]) });

test.each([
  ['resolve', () => ['kubelet', '1.34.10', '--root', makeRoot(), '--distro', 'azlinux3']],
  ['pull', () => [dir(), '--root', makeRoot(), '--arch', 'x86-64']],
])('a bug of this program in %s is neither the fault of an image nor of a registry', async (command, args) => {
  const { exitCode, out, err } = await run([command, ...args()]);
  expect(exitCode).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(/^error: internal error: x is not a function: .*\n$/);
});

test('--verbose shows its stack', async () => {
  const { exitCode, err } = await run(['pull', dir(), '--root', makeRoot(), '--arch', 'x86-64', '--verbose']);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^TypeError: x is not a function\n {4}at /);
});
