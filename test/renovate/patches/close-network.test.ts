import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { serve } from '../../cli/command.ts';

/*
 * The way out is closed below every client of Node.js, in a process of its own.
 */

const CLIENTS: Readonly<Record<string, string>> = {
  fetch: 'await fetch(url)',
  'node:http': "await new Promise((resolve, reject) => http.get(url, resolve).on('error', reject))",
  'node:https':
    "await new Promise((resolve, reject) => https.get(url.replace('http:', 'https:'), resolve).on('error', reject))",
  'node:http2':
    "await new Promise((resolve, reject) => http2.connect(url).on('error', reject).request({ ':path': '/' }).on('response', resolve).on('error', reject))",
  'node:net': "await new Promise((resolve, reject) => net.connect({ host, port }, resolve).on('error', reject))",
  'node:net, by a list': "await new Promise((resolve, reject) => net.connect(port, host, resolve).on('error', reject))",
  'node:tls': "await new Promise((resolve, reject) => tls.connect({ host, port }, resolve).on('error', reject))",
  'node:dns':
    "await new Promise((resolve, reject) => dns.lookup('localhost', (error, found) => (error ? reject(error) : resolve(found))))",
  'node:dns/promises': "await promises.lookup('localhost')",
};

async function outcome(work: string, url: string, snapshot: boolean): Promise<string> {
  const { href } = new URL('../../../src/renovate/patches/close-network.ts', import.meta.url);
  const script = `
    import { closeNetwork } from ${JSON.stringify(href)};
    import http from 'node:http'; import https from 'node:https'; import http2 from 'node:http2';
    import net from 'node:net'; import tls from 'node:tls'; import dns from 'node:dns'; import promises from 'node:dns/promises';
    const url = ${JSON.stringify(url)}; const { hostname: host, port: text } = new URL(url); const port = Number(text);
    const run = { snapshot: ${snapshot ? '{}' : 'undefined'} };
    closeNetwork.apply({ run });
    try { ${work}; console.log('connected'); } catch (error) { console.log(error.cause?.message ?? error.message); }
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

test.each(Object.entries(CLIENTS))('%s', async (_, work) => {
  let requests = 0;
  const url = await serve((_request, response) => {
    requests += 1;
    response.end();
  });
  expect(await outcome(work, url, true)).toMatch(/^(?:127\.0\.0\.1|localhost) is not in the snapshot$/);
  expect(requests).toBe(0);
});

test('without a snapshot it is open', async () => {
  const url = await serve((_request, response) => response.end());
  expect(await outcome(CLIENTS['fetch'] ?? '', url, false)).toBe('connected');
});
