import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch, serve } from './command.ts';

/*
 * A host that does not respond ends Renovate's run of the whole repository. A plan of sysexts is not concerned, unless
 * it is theirs, or all dependencies are wanted.
 */

const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
const IMAGE = 'acme/tool';
const BUMP = '"latestVersion": "v1.34.10-1-azlinux3"';

interface World {
  readonly dir: string;
  /** The host that fails, and the paths that it was asked for. */
  readonly host: string;
  readonly asked: string[];
}

/** A repository with a sysext of a registry, and an image of a host whose every failure ends Renovate's run. */
async function world(config: object = { extends: [DEFAULT_PRESET] }, slotOnFailingHost = false): Promise<World> {
  const asked: string[] = [];
  const failing = await serve((request, response) => {
    asked.push(request.url ?? '');
    // The first request sees whether a login is needed.
    response.writeHead(asked.length === 1 ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  const registry = await startRegistry({ [KUBELET]: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']) });
  onTestFinished(() => registry.close());
  const { host } = new URL(failing);
  const hostRules = [
    { matchHost: `https://${host}`, insecureRegistry: true },
    { matchHost: failing, abortOnError: true },
  ];
  const files = { 'components.json': SLOT, Dockerfile: `FROM ${host}/${IMAGE}:1.0.0\n` };
  return { dir: repository(files, slotOnFailingHost ? failing : registry.url, { ...config, hostRules }), host, asked };
}

describe('a host that fails and is no registry of sysexts', () => {
  test('plan: it is not queried, and what is not known is counted', async () => {
    const { dir, asked } = await world();
    const { exitCode, out, err } = await run(['plan', dir]);
    expect([exitCode, err, asked]).toEqual([0, '', []]);
    expect(out).toContain(BUMP);
    // The image, and the preset in the configuration.
    expect(out.split('\n')[0]).toContain('; 2 other dependencies, 1 of them not looked up (');
    const plan = Plan.parse(JSON.parse((await run(['plan', dir, '--format', 'json'])).out));
    expect(plan).toMatchObject({ others: 2, notLookedUp: 1 });
  });

  test('check, adopt and tags: it is not queried', async () => {
    const { dir, asked } = await world();
    const output = path.join(scratch(), 'tags.json');
    for (const args of [
      ['check', dir, '--rule', 'preset-unpinned=off'],
      ['adopt', dir],
      ['snapshot', dir, '--output', output],
    ]) {
      const { exitCode, out, err } = await run(args);
      expect({ args, exitCode, asked, out, err }).toMatchObject({ exitCode: 0, asked: [] });
    }
    expect(existsSync(output)).toBe(true);
  });

  test('plan --all: the sysexts stay, the lookup is an error, and that the bot ends is a warning', async () => {
    const { dir, host, asked } = await world();
    const { exitCode, out, err } = await run(['plan', dir, '--all']);
    expect(exitCode).toBe(1);
    expect(asked).not.toEqual([]);
    expect(out).toContain(BUMP);
    const [error, warning, ...more] = err.trimEnd().split('\n');
    expect(error).toMatch(new RegExp(`^error: Dockerfile: ${host}/${IMAGE}: the lookup failed: .*404`));
    expect(warning).toMatch(
      new RegExp(
        `^warning: ${host}/${IMAGE}: the lookup failed: .*404.*${host}.*; Renovate aborts the whole repository`,
      ),
    );
    expect(more).toEqual([]);
  });

  test('plan: in the group of the sysexts, its failure is an error, and the sysexts stay', async () => {
    const group = { matchPackageNames: [`/${IMAGE}$/`], groupName: 'Kubernetes sysexts' };
    const { dir, host } = await world({ extends: [DEFAULT_PRESET], packageRules: [group] });
    const { exitCode, out, err } = await run(['plan', dir]);
    expect(exitCode).toBe(1);
    expect(out).toContain(BUMP);
    expect(err).toMatch(new RegExp(`^error: Dockerfile: ${host}/${IMAGE}: the lookup failed: .*404.*\n$`));
  });
});

test('a registry of sysexts that fails, and ends the run of the bot', async () => {
  const presets = [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`];
  const { dir, host } = await world({ extends: presets }, true);
  const { exitCode, err } = await run(['plan', dir]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(
    new RegExp(`^error: components\\.json: ${KUBELET}: the lookup failed: .*404.*${host}.*; Renovate aborts the whole`),
  );
});
