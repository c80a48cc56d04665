import { expect } from 'vitest';
import { RegistryError, type RegistryErrorCode } from '../../src/registry/error.ts';

/** Waits for a failure, whose message is one line that says where it happened. @returns it as `<kind>: <message>`. */
export async function failureOf(work: Promise<unknown>): Promise<`${RegistryErrorCode}: ${string}`> {
  const error = await work.then(
    (value) => expect.fail(`it did not fail: ${JSON.stringify(value)?.slice(0, 200)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RegistryError)) throw error;
  expect(error.message).toMatch(/^127\.0\.0\.1:\d+\/some\/repository: .+$/);
  return `${error.code}: ${error.message.slice(error.message.indexOf(': ') + 2)}`;
}
