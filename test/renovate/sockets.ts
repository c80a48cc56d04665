import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

/** Records the hosts that Renovate connects to in the tests of a file. @returns reads those of the test of the moment. */
export function recordSockets(): () => string[] {
  let file: string;
  beforeAll(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), 'sockets-')), 'hosts');
    writeFileSync(file, '');
    vi.stubEnv('SOCKETS_FILE', file);
    vi.stubEnv('NODE_OPTIONS', `--import ${path.join(import.meta.dirname, 'record-sockets.ts')}`);
  });
  beforeEach(() => writeFileSync(file, ''));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(path.dirname(file), { recursive: true });
  });
  return () => [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))];
}
