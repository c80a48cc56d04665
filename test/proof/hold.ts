import fc from 'fast-check';
import { expect } from 'vitest';
import { oneLine } from '../../src/report/escape.ts';
import { type Proof, proofSeed, proofSize, recordProof, secondsSince } from './proof.ts';

/** Runs a property at its size and seed, and records it. @param cases as many as {@link proofSize} says. */
export async function hold(
  proof: Pick<Proof, 'name' | 'law' | 'figures'>,
  property: fc.IRawProperty<unknown>,
  cases = proofSize('fuzz', 1000),
): Promise<void> {
  const seed = proofSeed(proof.name);
  const start = performance.now();
  await fc.assert(property, { numRuns: cases, seed });
  recordProof({ ...proof, cases, seed, seconds: secondsSince(start) });
}

/** A problem is told in one short line, whatever the file holds. */
export function expectOneLine(message: string): void {
  expect(oneLine(message)).not.toMatch(/[\n\r]| {4}at /);
  expect(message.length).toBeLessThan(5000);
}
