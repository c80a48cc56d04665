import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { processIo } from '../../src/cli/io.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that writes to a terminal or not. */
function fake({ isTTY, env = {}, columns = 20 }: { isTTY: boolean; env?: Record<string, string>; columns?: number }) {
  const written: string[] = [];
  const stream = { isTTY, columns, write: (text: string) => written.push(text) };
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
  [
    { isTTY: true, env: { TERM: 'dumb' } },
    { width: 20, color: false },
  ],
  [
    { isTTY: true, columns: 0 },
    { width: Number.POSITIVE_INFINITY, color: true },
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

test('no progress, and so no cursor codes, in a dumb terminal', () => {
  const { io, written } = fake({ isTTY: true, env: { TERM: 'dumb' } });
  vi.advanceTimersByTime(1500);
  io.progress('looking up: package 1');
  io.progress('');
  expect(written).toEqual([]);
});

const LOCALES = [
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C', LC_CTYPE: 'de_DE.UTF-8' }, true],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: '' }, true],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ LC_ALL: 'POSIX' }, false],
  [{}, false],
] as const;

describe.each(LOCALES)('with the locale %j', (env, isUtf8) => {
  const text = 'v1.34.1… v1 → v2 "André 🚀"';

  test('a terminal gets characters that it can show, and JSON stays the same JSON', () => {
    const { io, written } = fake({ isTTY: true, env });
    const json = JSON.stringify({ name: 'André 🚀' });
    io.out(text);
    io.err(text);
    io.out(json);
    const shown = 'v1.34.1~ v1 -> v2 "Andr\\u00e9 \\ud83d\\ude80"';
    expect(written.slice(0, 2)).toEqual(isUtf8 ? [text, text] : [shown, shown]);
    expect(JSON.parse(written[2] ?? '')).toEqual({ name: 'André 🚀' });
  });

  test('a file or a pipe gets the text as it is', () => {
    const { io, written } = fake({ isTTY: false, env });
    io.out(text);
    expect(written).toEqual([text]);
  });
});
