import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { z } from 'zod';
import { startRegistry } from '../registry/server.ts';
import { PACKAGE_ROOT } from '../renovate/host/locate.ts';
import { DEFAULT_REGISTRY } from '../sysext/image-reference.ts';
import { withScratch } from '../system/scratch.ts';
import { type Cli, verboseOption } from './cli.ts';
import type { Io } from './io.ts';
import { addPlanOptions, type PlanOptions, plan } from './plan.ts';

const MANIFEST = 'parts/common/components.json';

export function addDemo(program: Command, { io, done }: Cli): void {
  addPlanOptions(program.command('demo'))
    .description('Plan the bundled example, without network access')
    .addOption(verboseOption())
    .action((options) => done(demo(options, io)));
}

/**
 * Runs `demo`: plans a copy of the bundled example. A registry on loopback serves the bundled tag lists, so that no
 * network is needed.
 */
async function demo(options: PlanOptions, io: Io): Promise<number> {
  const examples = path.join(PACKAGE_ROOT, 'examples');
  const lists = z
    .record(z.string(), z.array(z.string()))
    .parse(JSON.parse(await readFile(path.join(examples, 'registry.json'), 'utf8')));
  const registry = await startRegistry(lists);
  return withScratch('demo', async (dir) => {
    await cp(path.join(examples, 'manifest'), dir, { recursive: true });
    const manifest = path.join(dir, MANIFEST);
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replaceAll(`https://${DEFAULT_REGISTRY}`, registry.url));
    io.err(`examples/manifest/${MANIFEST}, with the tags of examples/registry.json served on ${registry.url}\n`);
    return plan(dir, options, io);
  }).finally(() => registry.close());
}
