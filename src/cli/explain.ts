import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { explainSlot } from '../plan/explain.ts';
import { withScratch } from '../process/scratch.ts';
import { explainText } from '../report/explain-text.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { type Cli, tagsOption, verboseOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { makePlanFor } from './plan.ts';

const DEFAULT_REGISTRY = 'https://mcr.microsoft.com';

/** The preset that takes values with an arch, too; its rules are those of the default preset. */
const CONFIG = '{ "extends": ["github>org/aks-sysext-renovate//presets/annotations"] }';

export function addExplain(program: Command, { io, done }: Cli): void {
  program
    .command('explain')
    .description('one slot: every candidate, and the rule that decides on it')
    .argument('<repository>', 'such as mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext')
    .argument('<value>', 'such as v1.34.9-2-azlinux3')
    .addOption(tagsOption())
    .addOption(verboseOption())
    .action((repository, value, options) => done(explain(repository, value, options, io)));
}

/**
 * `explain REPOSITORY VALUE`: what the presets make of one slot, by a real run of Renovate on that slot alone.
 *
 * @param reference a repository, with its registry in front or Microsoft's for granted.
 * @throws {Error} one line, when the repository or the value is none, or the registry could not be read.
 */
export async function explain(
  reference: string,
  value: string,
  { tags, verbose }: { tags?: string; verbose: boolean },
  io: Io,
): Promise<number> {
  const { registry, repository } = splitReference(reference);
  const reading = readVersion(value);
  if (componentName(repository) === undefined)
    throw new Error(`${reference} is no sysext: its name does not end in -sysext`);
  if (reading.kind !== 'version') {
    const why = reading.kind === 'malformed' ? reading.why : 'it has no revision and distro';
    throw new Error(`${JSON.stringify(value)} is no version of a sysext: ${why}`);
  }
  return withScratch('explain', async (dir) => {
    await writeFile(path.join(dir, 'slot.env'), `# renovate: sysext=${registry}/${repository}\nVALUE=${value}\n`);
    await writeFile(path.join(dir, 'renovate.json'), CONFIG);
    const planned = await makePlanFor(dir, { verbose, ...(tags === undefined ? {} : { tags }) }, io);
    io.out(explainText(explainSlot(planned), io.terminal));
    return EXIT.ok;
  });
}

function splitReference(reference: string): { registry: string; repository: string } {
  const url = /^(https?:\/\/[^/]+)\/(.+)$/.exec(reference);
  if (url !== null) return { registry: url[1] ?? '', repository: url[2] ?? '' };
  // As in Docker's references: a first part with a dot or a port is a registry.
  const host = /^([^/]*[.:][^/]*)\/(.+)$/.exec(reference);
  if (host !== null) return { registry: `https://${host[1]}`, repository: host[2] ?? '' };
  return { registry: DEFAULT_REGISTRY, repository: reference };
}
