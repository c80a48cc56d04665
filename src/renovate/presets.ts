import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitPreset, PresetSources } from './internals.ts';
import type { Snapshot } from './protocol.ts';
import type { Run } from './run-state.ts';

/** The repository under which the presets are published, by any owner. */
const REPOSITORY = /(?:^|\/)aks-sysext-renovate$/;

/** The files that are presets, as paths from the package's root. */
const PUBLISHED = /^(?:default|presets\/[a-z0-9-]+)\.json$/;

/**
 * Lets Renovate find our presets in the run's own folder for them, whatever forge and owner an `extends` names, so that
 * a change is tried before it is published. Other presets are fetched as ever, and kept; with a snapshot of an earlier
 * run they are taken from it.
 */
export function servePresets(sources: PresetSources, run: Run): void {
  for (const [name, source] of Object.entries(sources)) {
    sources[name] = {
      ...source,
      async load() {
        const original = await source.load();
        return {
          async getPreset(preset) {
            if (source.repoHosted && REPOSITORY.test(preset.repo)) return readPreset(run.presetRoot, preset);
            const key = JSON.stringify([name, preset.repo, preset.presetPath, preset.presetName, preset.tag]);
            const { snapshot, recorded } = run;
            const content = snapshot === undefined ? await original.getPreset(preset) : findPreset(snapshot, key);
            recorded.presets.push({ key, content });
            return content;
          },
        };
      },
    };
  }
}

function findPreset({ presets }: Snapshot, key: string): unknown {
  const found = presets.find((one) => one.key === key);
  if (found === undefined) throw new Error(NOT_FOUND);
  return structuredClone(found.content);
}

/** Renovate's own word for a preset that is not there. */
const NOT_FOUND = 'dep not found';

async function readPreset(root: string, { presetPath = '', presetName = 'default' }: GitPreset): Promise<unknown> {
  const file = `${path.posix.join(presetPath, presetName).replace(/\.json$/, '')}.json`;
  if (!PUBLISHED.test(file)) throw new Error(NOT_FOUND);
  try {
    return JSON.parse(await readFile(path.join(root, file), 'utf8'));
  } catch (cause) {
    throw new Error(NOT_FOUND, { cause });
  }
}
