import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { PLAIN, type Terminal } from '../../src/report/terminal.ts';
import { writeScenario } from '../renovate/scenario.ts';

/** What a command did. */
export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function run(args: readonly string[], terminal: Terminal = PLAIN): Promise<Ran> {
  let out = '';
  let err = '';
  const exitCode = await main(args, {
    terminal,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    progress: () => {},
  });
  return { exitCode, out, err };
}

/** A server on loopback until the test ends. @returns its URL. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A repository until the test ends. @returns its folder. */
export function repository(files: Readonly<Record<string, string>>, url: string, config?: object): string {
  const dir = writeScenario({ files, tags: {}, ...(config === undefined ? {} : { config }) }, url);
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

/** An empty folder until the test ends. */
export function scratch(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'cli-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}
