import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/*
 * What the long tests have in common: their sizes and seeds come from the environment, and what they tried goes to
 * a file, of which `npm run proof` makes docs/proof.md.
 */

/** A test of the long kind may take so long. */
export const LONG = { timeout: 2 * 60 * 60 * 1000 };

/** What was tried, and that it held: a test that fails never gets to record it. */
export interface Proof {
  /** A file's name, without its ending. */
  readonly name: string;
  /** What holds, in one sentence. */
  readonly law: string;
  /** How many cases were tried. */
  readonly cases: number;
  readonly seed: number;
  readonly seconds: number;
  /** What the test ran against beside what is always named, by name. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Anything else worth a figure. */
  readonly figures?: Readonly<Record<string, number | string>>;
}

/** How many cases to try: the value of the environment variable `PROOF_<NAME>`, else `short`. */
export function proofSize(name: string, short: number): number {
  return toNumber(`PROOF_${name.toUpperCase()}`) ?? short;
}

/** The seed of a run: `PROOF_SEED`, else a new one. It is printed, so that a run can be repeated. */
export function proofSeed(name: string): number {
  const seed = toNumber('PROOF_SEED') ?? Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`${name}: PROOF_SEED=${seed}\n`);
  return seed;
}

/** Seconds since `start`, a value of `performance.now()`. */
export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

/** Writes down what was tried, as one line of JSON in the folder `PROOF_DIR`; nowhere when that is not set. */
export function recordProof({ versions = {}, ...proof }: Proof): void {
  const dir = process.env['PROOF_DIR'];
  if (dir === undefined) return;
  const tested = { node: process.versions.node, renovate: installed('renovate'), re2: installed('re2'), ...versions };
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    path.join(dir, `${proof.name}.json`),
    `${JSON.stringify({ ...proof, versions: tested, held: true })}\n`,
  );
}

function toNumber(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${variable}=${text} is no whole number`);
  return number;
}

function installed(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
