import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { explainSlots } from '../analysis/explain.ts';
import { CONFIG_FILES } from '../renovate/config-files.ts';
import { explainText } from '../report/explain-text.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { DEFAULT_REGISTRY, parseImageReference } from '../sysext/image-reference.ts';
import { withScratch } from '../system/scratch.ts';
import { type Cli, presetOption, tagsOption, verboseOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { makePlanFor, type RunSettings } from './plan.ts';

/** The preset that matches values with an arch, too; its rules are those of the default preset. */
const CONFIG = '{ "extends": ["github>org/aks-sysext-renovate//presets/annotations"] }';

export function addExplain(program: Command, { io, done }: Cli): void {
  program
    .command('explain')
    .description('one slot of a repository: every candidate, and what decides on it')
    .argument('<package>', 'such as mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext')
    .argument('<value>', 'the value that a slot of it has, such as v1.34.9-2-azlinux3')
    .argument('[dir]', 'the repository; one without a configuration is explained by the default preset', '.')
    .addOption(tagsOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((repository, value, dir, options) => done(explain(repository, value, dir, options, io)));
}

/**
 * `explain PACKAGE VALUE [DIR]`: what decides on the candidates of a slot, by the plan of the repository in DIR. Where DIR
 * has no configuration, by the default preset on that slot alone.
 *
 * @param reference a sysext's repository, with or without its registry in front.
 * @throws {Error} one line, when the package or the value is not valid, no slot has it, or the registry could not be read.
 */
export async function explain(
  reference: string,
  value: string,
  dir: string,
  options: RunSettings,
  io: Io,
): Promise<number> {
  const image = parseImageReference(reference);
  if (image === undefined || componentName(image.repository) === undefined)
    throw new Error(`${reference} is not a sysext: its name does not end in -sysext`);
  const { repository } = image;
  const registry = image.registry === undefined ? null : withScheme(image.registry);
  if (hasConfiguration(dir)) {
    const planned = await makePlanFor(dir, { ...options, inspect: true }, io);
    io.out(explainText(explainSlots(planned, { registry, repository, value }), io.terminal));
    return EXIT.ok;
  }
  const reading = readVersion(value);
  if (reading.kind !== 'version') {
    const why = reading.kind === 'malformed' ? reading.why : 'it has no revision and distro';
    throw new Error(`${JSON.stringify(value)} is not a valid version of a sysext: ${why}`);
  }
  const from = registry ?? withScheme(DEFAULT_REGISTRY);
  return withScratch('explain', async (scratch) => {
    await writeFile(path.join(scratch, 'slot.env'), `# renovate: sysext=${from}/${repository}\nVALUE=${value}\n`);
    await writeFile(path.join(scratch, 'renovate.json'), CONFIG);
    const planned = await makePlanFor(scratch, options, io);
    const explanations = explainSlots(planned, { registry: null, repository, value }).map((one) => ({
      ...one,
      file: null,
    }));
    io.err(`note: ${dir} has no Renovate configuration: explained by the default preset\n`);
    io.out(explainText(explanations, io.terminal));
    return EXIT.ok;
  });
}

function hasConfiguration(dir: string): boolean {
  return CONFIG_FILES.some((file) => {
    const at = path.join(dir, file);
    return existsSync(at) && (file !== 'package.json' || hasRenovate(readFileSync(at, 'utf8')));
  });
}

function hasRenovate(text: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(text), 'renovate');
  } catch {
    return false;
  }
}

function withScheme(registry: string): string {
  return registry.includes('://') ? registry : `https://${registry}`;
}
