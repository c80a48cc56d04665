import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { processIo } from '../../src/cli/io.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that writes to a terminal or not. */
function fake({ isTTY, env = {} }: { isTTY: boolean; env?: Record<string, string> }) {
  const written: string[] = [];
  const stream = { isTTY, columns: 20, write: (text: string) => written.push(text) };
  return { written, io: processIo({ stdout: stream, stderr: stream, env } as unknown as NodeJS.Process) };
}

test.each([
  [{ isTTY: true }, { width: 20, color: true }],
  [
    { isTTY: true, env: { NO_COLOR: '1' } },
    { width: 20, color: false },
  ],
  [
    { isTTY: true, env: { NO_COLOR: '' } },
    { width: 20, color: true },
  ],
  [{ isTTY: false }, { width: Number.POSITIVE_INFINITY, color: false }],
])('%j: %j', (process, terminal) => {
  expect(fake(process).io.terminal).toEqual(terminal);
});

test('progress is shown in one line of a terminal, once the work has taken a second', () => {
  const { io, written } = fake({ isTTY: true });
  io.progress('looking up: package 1');
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1500);
  io.progress('looking up: package 2, oss/v2/kubernetes');
  io.progress('');
  expect(written).toEqual(['\r\u001b[Klooking up: package', '\r\u001b[K']);
});

test('no progress where stderr is no terminal', () => {
  const { io, written } = fake({ isTTY: false });
  vi.advanceTimersByTime(1500);
  io.progress('looking up: package 1');
  io.progress('');
  expect(written).toEqual([]);
});
