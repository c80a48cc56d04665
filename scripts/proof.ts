import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ROOT, withPart } from './generated.ts';

/*
 * Runs the long tests at full size and writes what they tried into docs/proof.md, and nothing when one of them fails.
 * With `--table`, runs nothing and writes what is in `.proof`: one test can be run again by itself, with PROOF_DIR set.
 * A size, or the seed, can be set in the environment: `PROOF_WORLDS=1000000 PROOF_SEED=7 npm run proof`.
 */

const DIR = path.join(ROOT, '.proof');
const DOCUMENT = 'docs/proof.md';

/** How many cases each test tries; a test that is not here runs at its short size. */
const SIZES = {
  PROOF_WORLDS: '100000',
  PROOF_PAIRS: '100000',
  PROOF_INPUTS: '20000',
  PROOF_DEPENDENCIES: '200',
  PROOF_FUZZ: '50000',
  PROOF_CONFIGURATIONS: '20000',
  PROOF_REGISTRIES: '1',
  PROOF_MUTATIONS: '1',
  PROOF_KILLS: '400',
};

/** What is run, one after the other. Whatever calls `recordProof` in it is in the table. */
const RUNS = [
  ['node_modules/vitest/vitest.mjs', 'run', 'test/proof', 'test/node/kill.test.ts', 'test/check/mutations.test.ts'],
  ['test/proof/linear.ts'],
  ['scripts/mutation.ts'],
];

const Proof = z.object({
  name: z.string(),
  law: z.string(),
  cases: z.number(),
  seed: z.number(),
  seconds: z.number(),
  versions: z.record(z.string(), z.string()),
  figures: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  held: z.literal(true),
});
type Proof = z.infer<typeof Proof>;

function main(): void {
  if (!process.argv.includes('--table') && !runAll()) return;
  const proofs = readdirSync(DIR)
    .sort()
    .map((file) => Proof.parse(JSON.parse(readFileSync(path.join(DIR, file), 'utf8'))));
  writeFileSync(path.join(ROOT, DOCUMENT), withPart(DOCUMENT, 'proof', table(proofs)));
  process.stdout.write(table(proofs));
}

/** @returns whether everything held. */
function runAll(): boolean {
  rmSync(DIR, { recursive: true, force: true });
  for (const args of RUNS) {
    const env = { ...SIZES, ...process.env, PROOF_DIR: DIR };
    const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
    if (status !== 0) {
      process.stderr.write(`${args.join(' ')} failed; docs/proof.md is as it was\n`);
      process.exitCode = 1;
      return false;
    }
  }
  return true;
}

function table(proofs: readonly Proof[]): string {
  const { node, renovate, re2 } = proofs[0]?.versions ?? {};
  const rows = proofs.map(({ law, cases, seed, seconds, versions, figures }) => {
    const { node: _node, renovate: _renovate, re2: _re2, ...others } = versions;
    const more = Object.entries({ ...others, ...figures }).map(([name, value]) => `${name}: ${grouped(value)}`);
    return `| ${cell(law)} | ${grouped(cases)} | ${seed} | ${duration(seconds)} | ${cell(more.join('; '))} |`;
  });
  return [
    `Node.js ${node}, Renovate ${renovate}, re2 ${re2}, ${availableParallelism()} cores.`,
    '',
    '| what held | cases | seed | time | |',
    '| --- | ---: | ---: | ---: | --- |',
    ...rows,
    '',
  ].join('\n');
}

function grouped(value: number | string): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : value;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

main();
