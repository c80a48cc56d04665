import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PresetSources } from './internals.ts';

/** The repository under which the presets are published, by any owner. */
const REPOSITORY = /(?:^|\/)aks-sysext-renovate$/;

/** The files that are presets, as paths from the package's root. */
const PUBLISHED = /^(?:default|presets\/[a-z0-9-]+)\.json$/;

/**
 * Lets Renovate find our presets in `presetRoot`, whatever forge and owner an `extends` names,
 * so that a change is tried before it is published. Other presets are fetched as ever.
 */
export function servePresets(sources: PresetSources, presetRoot: string): void {
  for (const [name, source] of Object.entries(sources)) {
    if (!source.repoHosted) continue;
    sources[name] = {
      ...source,
      async load() {
        const original = await source.load();
        return {
          getPreset: (preset) =>
            REPOSITORY.test(preset.repo) ? readPreset(presetRoot, preset) : original.getPreset(preset),
        };
      },
    };
  }
}

async function readPreset(root: string, preset: { presetPath?: string; presetName?: string }): Promise<unknown> {
  const file = `${path.posix.join(preset.presetPath ?? '', preset.presetName ?? 'default').replace(/\.json$/, '')}.json`;
  // Renovate's own word for a preset that is not there.
  if (!PUBLISHED.test(file)) throw new Error('dep not found');
  try {
    return JSON.parse(await readFile(path.join(root, file), 'utf8'));
  } catch (cause) {
    throw new Error('dep not found', { cause });
  }
}
