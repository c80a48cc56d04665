import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ROOT, withPart } from './generated.ts';

/*
 * Runs the long tests at full size, all or the parts that are named, and prints what they tried. When all of them held,
 * it is written into docs/proof.md. With `--table`, what is in `.proof` from earlier runs is written, and nothing is run.
 * A size, or the seed, can be set in the environment: `PROOF_WORLDS=1000000 PROOF_SEED=7 npm run proof:worlds`.
 */

const DIR = path.join(ROOT, '.proof');
const DOCUMENT = 'docs/proof.md';
const VITEST = 'node_modules/vitest/vitest.mjs';

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
  PROOF_SETS: '3',
};

/** What can be run by itself: tests, and scripts. Whatever calls `recordProof` in it is in the table. */
const PARTS: Readonly<Record<string, { readonly tests?: readonly string[]; readonly script?: string }>> = {
  worlds: { tests: ['test/proof/worlds.test.ts'] },
  order: { tests: ['test/proof/order.test.ts'] },
  registries: { tests: ['test/proof/registries.test.ts'] },
  re2: { tests: ['test/proof/re2.test.ts'], script: 'test/proof/linear.ts' },
  presets: { tests: ['test/proof/consumed.test.ts', 'test/presets/sets/sets.test.ts'] },
  fuzz: { tests: ['test/proof/fuzz.test.ts', 'test/proof/client.test.ts', 'test/proof/configurations.test.ts'] },
  threats: { tests: ['test/proof/threats.test.ts'] },
  kills: { tests: ['test/node/kill.test.ts'] },
  damages: { tests: ['test/check/mutations.test.ts'] },
  mutation: { script: 'scripts/mutation.ts' },
};

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
  const { positionals, values } = parseArgs({ options: { table: { type: 'boolean' } }, allowPositionals: true });
  const isWhole = positionals.length === 0;
  if (isWhole && !values.table) rmSync(DIR, { recursive: true, force: true });
  const started = Date.now();
  if (!values.table && !runAll(partsOf(isWhole ? Object.keys(PARTS) : positionals))) return;
  const proofs = readdirSync(DIR)
    .map((file) => path.join(DIR, file))
    .filter((file) => isWhole || statSync(file).mtimeMs >= started)
    .sort()
    .map((file) => Proof.parse(JSON.parse(readFileSync(file, 'utf8'))));
  if (proofs.length > 0) process.stdout.write(table(proofs));
  if (isWhole) writeFileSync(path.join(ROOT, DOCUMENT), withPart(DOCUMENT, 'proof', table(proofs)));
}

function partsOf(names: readonly string[]): (typeof PARTS)[string][] {
  return names.map((name) => {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`${name} is no part of the proof: ${Object.keys(PARTS).join(', ')}`);
    return part;
  });
}

/** @returns whether everything held. */
function runAll(parts: readonly (typeof PARTS)[string][]): boolean {
  const tests = parts.flatMap((part) => part.tests ?? []);
  const scripts = parts.flatMap((part) => part.script ?? []);
  const runs = [...(tests.length > 0 ? [[VITEST, 'run', ...tests]] : []), ...scripts.map((script) => [script])];
  for (const args of runs) {
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
