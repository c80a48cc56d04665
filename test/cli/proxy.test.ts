import { readFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeCertificate } from '../registry/certificate.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch } from './command.ts';

/*
 * Behind a proxy that lets the registry of the sysexts through, and nothing else.
 */

const REGISTRY = 'registry.test';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A registry with TLS, and a proxy in front of it. @returns the hosts that the proxy was asked for. */
async function behindProxy(): Promise<string[]> {
  const { certificate, key } = makeCertificate(scratch());
  const tags = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
  const registry = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ name: KUBELET, tags }));
  });
  const port = await listen(registry);
  const asked: string[] = [];
  const proxy = createProxy().on('connect', (request, socket) => {
    const host = String(request.url).replace(/:443$/, '');
    asked.push(host);
    if (host !== REGISTRY) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const behind = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      behind.pipe(socket).pipe(behind);
    });
    for (const end of [behind, socket]) end.on('error', () => {});
  });
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${await listen(proxy)}`);
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('NODE_EXTRA_CA_CERTS', certificate);
  onTestFinished(() => void vi.unstubAllEnvs());
  return asked;
}

test('commands on sysexts work, and --all names the host that is not reached', async () => {
  const asked = await behindProxy();
  const files = {
    'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]),
    '.buf-version': '1.0.0\n',
    Dockerfile: 'FROM bufbuild/buf:1.0.0\n',
  };
  const dir = repository(files, `https://${REGISTRY}`, { extends: [DEFAULT_PRESET] });
  const commands = [
    ['plan', dir],
    ['adopt', dir],
    ['snapshot', dir, '--output', path.join(scratch(), 'tags.json')],
  ];
  for (const args of commands) expect(await run(args), args[0]).toMatchObject({ exitCode: 0 });
  expect(new Set(asked)).toEqual(new Set([REGISTRY]));

  const { exitCode, out, err } = await run(['plan', dir, '--all']);
  expect(exitCode).toBe(1);
  expect(out).toContain('v1.34.10-1-azlinux3');
  expect(err).toMatch(
    /^error: Dockerfile: bufbuild\/buf: the lookup failed: index\.docker\.io: .* \(HTTPS_PROXY\), allow/m,
  );
  expect(err).toMatch(/^warning: bufbuild\/buf: .*index\.docker\.io: .*; Renovate aborts the whole repository/m);
});
