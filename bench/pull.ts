import { type ChildProcess, spawn } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pushArtifact, startDistribution } from '../test/registry/distribution.ts';
import { KUBELET, manifest, REGISTRY } from '../test/renovate/scenario.ts';
import { missing } from '../test/tools.ts';

/*
 * `pull` of 20 images beside as many `skopeo copy`, from docker-registry on loopback, as many at a time; and the most
 * memory that `pull` takes, for small images and for large ones.
 */

const CLI = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const MB = 1_000_000;
const AT_ONCE = 4;
const RUNS = 5;

/** Prints the most memory that the process has taken, in KiB, to its fourth stream. */
const METER = `data:text/javascript,import fs from 'node:fs';
process.on('exit', () => fs.writeSync(3, String(process.resourceUsage().maxRSS)));`;

interface Images {
  readonly count: number;
  readonly megabytes: number;
}

const versionOf = (index: number, { megabytes }: Images) => `v1.${megabytes}.${index}-1-azlinux3`;
const tagOf = (index: number, images: Images) => `${versionOf(index, images)}-x86-64`;

async function publish(url: string, images: Images, folder: string): Promise<void> {
  const file = path.join(folder, 'image.raw');
  for (let index = 0; index < images.count; index++) {
    writeFileSync(file, randomFillSync(Buffer.alloc(images.megabytes * MB)));
    const title = `kubelet-${tagOf(index, images)}.raw`;
    await pushArtifact(url, KUBELET, tagOf(index, images), { title, file });
  }
  rmSync(file);
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ends with ${code}`);
}

/** @returns the most memory that it took, in bytes. */
async function pull(url: string, images: Images, folder: string): Promise<number> {
  const dir = path.join(folder, 'repository');
  const root = path.join(folder, 'root');
  mkdirSync(dir, { recursive: true });
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  const slots = Array.from({ length: images.count }, (_, i) => ({ repository: KUBELET, latest: versionOf(i, images) }));
  writeFileSync(path.join(dir, 'components.json'), manifest(slots).replaceAll(REGISTRY, url));
  const args = ['--import', METER, CLI, 'pull', dir, '--root', root, '--arch', 'x86-64'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const [memory] = await Promise.all([text(child.stdio[3] as NodeJS.ReadableStream), ended(child)]);
  return Number(memory) * 1024;
}

async function skopeo(url: string, images: Images, folder: string): Promise<void> {
  const root = path.join(folder, 'skopeo');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  const queue = Array.from({ length: images.count }, (_, index) => tagOf(index, images)).values();
  const worker = async () => {
    for (const tag of queue) {
      const from = `docker://${new URL(url).host}/${KUBELET}:${tag}`;
      const args = ['--insecure-policy', 'copy', '--quiet', '--src-tls-verify=false', from, `dir:${root}/${tag}`];
      await ended(spawn('skopeo', args, { stdio: ['ignore', 'ignore', 'inherit'] }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-pull-'));
  const registry = await startDistribution();
  try {
    const many = { count: 20, megabytes: 30 };
    const large = { count: AT_ONCE, megabytes: 300 };
    await publish(registry.url, many, folder);
    await publish(registry.url, large, folder);
    const load = loadavg()[0]?.toFixed(1);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      ours.push(await seconds(() => pull(registry.url, many, folder)));
      theirs.push(await seconds(() => skopeo(registry.url, many, folder)));
    }
    const [own, other] = [median(ours), median(theirs)];
    process.stdout.write(
      `${many.count} images of ${many.megabytes} MB: pull ${own.toFixed(2)} s, skopeo copy ${other.toFixed(2)} s, ` +
        `ratio ${(own / other).toFixed(2)} (median of ${RUNS}, ${AT_ONCE} at a time, load ${load})\n`,
    );
    const small = await pull(registry.url, { ...many, count: AT_ONCE }, folder);
    const big = await pull(registry.url, large, folder);
    const shown = (bytes: number) => `${Math.round(bytes / MB)} MB`;
    process.stdout.write(
      `memory at its peak: ${shown(small)} for ${AT_ONCE} images of ${many.megabytes} MB, ` +
        `${shown(big)} for ${AT_ONCE} of ${large.megabytes} MB\n`,
    );
  } finally {
    await registry.close();
    rmSync(folder, { recursive: true });
  }
}

const lacking = missing('docker-registry', 'skopeo');
if (lacking) process.stdout.write(`pull beside skopeo: skipped, ${lacking}\n`);
else await main();
