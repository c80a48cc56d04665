import fc from 'fast-check';
import { expect, onTestFinished } from 'vitest';
import { oneLine } from '../../src/report/escape.ts';
import { type Proof, proofSeed, proofSize, recordProof, secondsSince } from './proof.ts';

/**
 * Records the proof of the current test once that has passed. Call it at the start of the test: the body of one that
 * timed out may still end.
 *
 * @returns a function that takes the proof.
 */
export function proofRecorder(): (proof: Proof) => void {
  let held: Proof | undefined;
  onTestFinished(({ task }) => {
    if (held !== undefined && task.result?.state === 'pass') recordProof(held);
  });
  return (proof) => {
    held = proof;
  };
}

/** Runs a property at its size and seed, and records it. @param cases as many as {@link proofSize} says. */
export async function hold(
  proof: Pick<Proof, 'name' | 'law' | 'figures'>,
  property: fc.IRawProperty<unknown>,
  cases = proofSize('fuzz', 1000),
): Promise<void> {
  const record = proofRecorder();
  const seed = proofSeed(proof.name);
  const start = performance.now();
  await fc.assert(property, { numRuns: cases, seed });
  record({ ...proof, cases, seed, seconds: secondsSince(start) });
}

/** A problem is told in one short line, whatever the file holds. */
export function expectOneLine(message: string): void {
  expect(oneLine(message)).not.toMatch(/[\n\r]| {4}at /);
  expect(message.length).toBeLessThan(5000);
}
