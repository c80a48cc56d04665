import { compile } from 'renovate/dist/util/template/index.js';
import type { Config } from '../../../src/renovate/internals.ts';
import type { Bot } from '../../proof/bot.ts';
import type { Bump } from './intent.ts';
import { FILES, keyOf, OWN_CONFIG, TAGS } from './repository.ts';
import { configOf, type PresetSet } from './sets.ts';

/** The proposals of Renovate with a set of presets, by dependency. Updates of digests are left out. */
export async function proposed(bot: Bot, set: PresetSet): Promise<Map<string, Bump>> {
  const config = await configOf(set, OWN_CONFIG);
  const updates = await bot.lookUp({ config, files: FILES, tags: TAGS });
  const bumps = updates.filter(({ currentValue, newValue }) => newValue !== currentValue);
  return new Map(
    bumps.map((one) => [
      keyOf(String(one['packageFile']), String(one['depName']), String(one['currentValue'])),
      toBump(one),
    ]),
  );
}

function toBump(update: Config): Bump {
  const to = String(update['newValue']);
  const notes = [update['prBodyNotes'] ?? []].flat().map((note) => compile(String(note), update));
  return {
    to,
    branch: String(update['branchName']),
    automerge: update['automerge'] === true,
    reviewers: [update['reviewers'] ?? []].flat().map(String),
    links: ['x86-64', 'arm64'].filter((arch) => notes.some((note) => note.includes(`${withoutArch(to)}-${arch}`))),
  };
}

function withoutArch(value: string): string {
  return value.replace(/-(?:x86-64|arm64)$/, '');
}
