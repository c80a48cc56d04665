import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyze } from '../src/analysis/analyze.ts';
import { check } from '../src/check/check.ts';
import { startRegistry } from '../src/registry/server.ts';

/*
 * `plan` beside a bare `renovate --platform=local --dry-run=lookup`, and `check` beside `plan`, on the same repository
 * and registry.
 * With --large, also a repository of 2,000 slots and tag lists of 20,000.
 */

const ROOT = path.resolve(import.meta.dirname, '..');
const REPOSITORIES = 4;

/** Sizes: the base, ten times the slots, ten times the tags. */
const SIZES = [
  { slots: 20, tags: 210 },
  { slots: 200, tags: 210 },
  { slots: 20, tags: 2_010 },
];
const LARGE = { slots: 2_000, tags: 20_010 };

interface Size {
  readonly slots: number;
  readonly tags: number;
}

/** A tag list: two distros, 20 minors, both arches. */
function tagList(length: number): string[] {
  const tags = Array.from({ length: Math.ceil(length / 2) }, (_, i) => {
    const version = `v1.${20 + (i % 20)}.${Math.floor(i / 40)}-1-${i % 3 === 0 ? 'noble' : 'azlinux3'}`;
    return [`${version}-x86-64`, `${version}-arm64`];
  });
  return [...new Set(tags.flat())].slice(0, length - 1).concat('latest');
}

function writeRepository(url: string, { slots }: Size): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const versionsV2 = Array.from({ length: slots }, (_, i) => ({
    renovateTag: `OCI_registry=${url}, name=repository/${i % REPOSITORIES}/kubelet-sysext`,
    latestVersion: `v1.${20 + (i % 20)}.0-0-azlinux3`,
    previousLatestVersion: `v1.${20 + (i % 20)}.0-0-azlinux3`,
  }));
  writeFileSync(path.join(dir, 'components.json'), JSON.stringify([{ versionsV2 }], null, 2));
  cpSync(path.join(ROOT, 'default.json'), path.join(dir, 'renovate.json'));
  return dir;
}

async function bareLookup(dir: string): Promise<void> {
  const cache = mkdtempSync(path.join(tmpdir(), 'bench-renovate-'));
  const args = [path.join(ROOT, 'node_modules/renovate/dist/renovate.js'), '--platform=local', '--dry-run=lookup'];
  const env = { ...process.env, RENOVATE_BASE_DIR: cache, RENOVATE_INTERNAL_HOST_ACCESS: 'allow', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, args, { cwd: dir, env, stdio: 'ignore' });
  await new Promise((resolve) => child.once('close', resolve));
  rmSync(cache, { recursive: true });
}

let measured = 0;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  // A process of Renovate that has run before would answer sooner. Another environment makes for another one.
  process.env['MEASURED'] = `${measured++}`;
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function measure(size: Size): Promise<number> {
  const lists = Array.from({ length: REPOSITORIES }, (_, i) => [`repository/${i}/kubelet-sysext`, tagList(size.tags)]);
  const registry = await startRegistry(Object.fromEntries(lists));
  const dir = writeRepository(registry.url, size);
  let bumped = 0;
  let peak = 0;
  const bare = await seconds(() => bareLookup(dir));
  const planned = await seconds(async () => {
    const { slots, answer } = await analyze(dir, { presetSource: 'bench' });
    bumped = slots.filter(({ to }) => to !== null).length;
    peak = answer.peakMemory;
  });
  const checked = await seconds(() => check(dir, { offline: false, presetSource: 'bench', rules: new Map() }));
  await registry.close();
  rmSync(dir, { recursive: true });
  const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;
  process.stdout.write(
    `${size.slots} slots, ${REPOSITORIES} lists of ${size.tags} tags, ${bumped} bumped: plan ${planned.toFixed(1)} s, ` +
      `bare lookup ${bare.toFixed(1)} s, ratio ${(planned / bare).toFixed(2)}; ` +
      `check ${checked.toFixed(1)} s, ${(checked / planned).toFixed(2)} of plan; memory: Renovate's process ${megabytes(peak)} at its peak, ` +
      `ours ${megabytes(process.resourceUsage().maxRSS * 1024)}\n`,
  );
  return planned;
}

const [base = 0, moreSlots = 0, moreTags = 0] = await SIZES.reduce<Promise<number[]>>(
  async (times, size) => [...(await times), await measure(size)],
  Promise.resolve([]),
);
process.stdout.write(`ten times the slots: ${(moreSlots / base).toFixed(1)} times as long\n`);
process.stdout.write(`ten times the tags: ${(moreTags / base).toFixed(1)} times as long\n`);
if (process.argv.includes('--large')) await measure(LARGE);
