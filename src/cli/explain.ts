import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { explainSlots } from '../analysis/explain.ts';
import { CONFIG_FILES, hasRenovate } from '../renovate/config-files.ts';
import { explainText } from '../report/explain-text.ts';
import { componentName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { DEFAULT_REGISTRY, parseImageReference } from '../sysext/image-reference.ts';
import { withScratch } from '../system/scratch.ts';
import { type Cli, presetOption, snapshotOption, verboseOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { analyzeFor, type RunSettings } from './plan.ts';

/** The preset that also matches values with an arch. Its rules are those of the default preset. */
const CONFIG = '{ "extends": ["github>org/aks-sysext-renovate//presets/annotations"] }';

export function addExplain(program: Command, { io, done }: Cli): void {
  program
    .command('explain')
    .description('List every candidate of a slot, and the rule that decides on it')
    .argument('<package>', 'a repository, such as mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext')
    .argument('<value>', 'the current value of the slot, such as v1.34.9-2-azlinux3')
    .argument('[dir]', 'the repository; without a configuration, the default preset applies', '.')
    .addOption(snapshotOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((repository, value, dir, options) => done(explain(repository, value, dir, options, io)));
}

/**
 * Runs `explain PACKAGE VALUE [DIR]`: explains the candidates of a slot by a plan of the repository in DIR. If DIR has no
 * configuration, the default preset is planned on that slot alone.
 *
 * @param reference a sysext's repository, with or without its registry.
 * @throws {Error} one line, if the package or the value is invalid, no slot has it, or the registry cannot be read.
 */
async function explain(reference: string, value: string, dir: string, options: RunSettings, io: Io): Promise<number> {
  const image = parseImageReference(reference);
  if (image === undefined || componentName(image.repository) === undefined)
    throw new Error(`${reference} is not a sysext: its name does not end in -sysext`);
  const { repository } = image;
  const registry = image.registry === undefined ? null : withScheme(image.registry);
  if (hasConfiguration(dir)) {
    const analysis = await analyzeFor(dir, { ...options, inspect: true }, io);
    io.out(explainText(explainSlots(analysis, { registry, repository, value }), io.terminal));
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
    const analysis = await analyzeFor(scratch, options, io);
    const explanations = explainSlots(analysis, { registry: null, repository, value }).map((one) => ({
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

function withScheme(registry: string): string {
  return registry.includes('://') ? registry : `https://${registry}`;
}
