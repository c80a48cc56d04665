import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** Records the hosts that Renovate connects to from here on, until the test ends. @returns a function that reads them. */
export function recordSockets(): () => string[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'sockets-'));
  const file = path.join(dir, 'hosts');
  writeFileSync(file, '');
  vi.stubEnv('SOCKETS_FILE', file);
  vi.stubEnv('NODE_OPTIONS', `--import ${path.join(import.meta.dirname, 'record-sockets.ts')}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(dir, { recursive: true });
  });
  return () => [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))];
}
