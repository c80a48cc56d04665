import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ROOT, withPart } from './generated.ts';

/*
 * Runs the long tests at full size, all or the parts that are named, and prints what they tried. When all of them held,
 * it is written into docs/proof.md.
 * A size, or the seed, can be set in the environment: `PROOF_WORLDS=1000000 PROOF_SEED=7 npm run proof -- worlds`.
 */

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
  PROOF_OPTIONS: '6000',
  PROOF_REGISTRIES: '1',
  PROOF_MUTATIONS: '1',
  PROOF_KILLS: '400',
  PROOF_SETS: '3',
};

interface Part {
  readonly tests?: readonly string[];
  readonly script?: string;
}

/** What can be run by itself. Whatever calls `recordProof` in it is in the table. */
const PARTS: Readonly<Record<string, Part>> = {
  worlds: { tests: ['test/proof/worlds.test.ts'] },
  order: { tests: ['test/proof/order.test.ts'] },
  registries: { tests: ['test/proof/registries.test.ts'] },
  re2: { tests: ['test/proof/re2.test.ts'], script: 'test/proof/linear.ts' },
  presets: { tests: ['test/proof/consumed.test.ts', 'test/presets/sets/sets.test.ts'] },
  fuzz: { tests: ['test/proof/fuzz.test.ts', 'test/proof/client.test.ts', 'test/proof/configurations.test.ts'] },
  threats: { tests: ['test/proof/threats.test.ts'] },
  kills: { tests: ['test/host/kill.test.ts'] },
  damages: { tests: ['test/check/mutations.test.ts'] },
  repositories: { tests: ['test/check/many-owners.test.ts', 'test/cli/large.test.ts'] },
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

/** @returns what kept it from writing the document. */
function main(): string | undefined {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) return `${unknown} is no part of the proof: name ${Object.keys(PARTS).join(', ')}`;
  const isWhole = names.length === 0;
  const parts = Object.entries(PARTS).flatMap(([name, part]) => (isWhole || names.includes(name) ? [part] : []));
  const dir = path.join(ROOT, isWhole ? '.proof' : '.cache/proof');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const failed = firstFailure(parts, dir);
  if (failed !== undefined) return `${failed} failed; ${DOCUMENT} is as it was`;
  const proofs = readdirSync(dir)
    .sort()
    .map((file) => Proof.parse(JSON.parse(readFileSync(path.join(dir, file), 'utf8'))));
  if (proofs.length > 0) process.stdout.write(table(proofs));
  if (isWhole) writeFileSync(path.join(ROOT, DOCUMENT), withPart(DOCUMENT, 'proof', table(proofs)));
  return undefined;
}

/** Runs parts, which record what they tried in `dir`. @returns what failed, and `undefined` when everything held. */
function firstFailure(parts: readonly Part[], dir: string): string | undefined {
  const tests = parts.flatMap((part) => part.tests ?? []);
  const scripts = parts.flatMap((part) => part.script ?? []);
  const runs = [...(tests.length > 0 ? [[VITEST, 'run', ...tests]] : []), ...scripts.map((script) => [script])];
  const env = { ...SIZES, ...process.env, PROOF_DIR: dir };
  return runs
    .find((args) => spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' }).status !== 0)
    ?.join(' ');
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

const problem = main();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
