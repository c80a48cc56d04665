import { expect, test } from 'vitest';
import { errorText } from '../../src/report/error-text.ts';

const CAUSE = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' });
const ERROR = new Error('a.raw cannot be\nwritten', { cause: CAUSE });

test('an error is one line', () => {
  expect(errorText(ERROR, { verbose: false })).toBe('error: a.raw cannot be\\u{a}written\n');
});

test.each([new TypeError('x is not a function'), new RangeError('Invalid array length')])('%s is a bug', (bug) => {
  const text = errorText(bug, { verbose: false });
  expect(text).toBe(
    `error: internal error: ${bug.message}: this is a bug of aks-sysext-renovate: report it with the output of --verbose\n`,
  );
});

test('with --verbose, its causes are shown with their stacks', () => {
  const text = errorText(ERROR, { verbose: true });
  expect(text).toMatch(
    /^Error: a\.raw cannot be\nwritten\n {4}at .*\n(?:.*\n)*caused by: Error: write ENOSPC\n {4}at /,
  );
});

test('causes that form a loop end', () => {
  const error = new Error('outer');
  error.cause = new Error('inner', { cause: error });
  expect(errorText(error, { verbose: true }).match(/caused by/g)).toHaveLength(1);
});

test('a value that is not an error', () => {
  expect(errorText('x', { verbose: false })).toBe('error: x\n');
});
