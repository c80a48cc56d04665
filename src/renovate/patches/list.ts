import { cacheTemplates } from './cache-templates.ts';
import { closeNetwork } from './close-network.ts';
import { collectLog } from './collect-log.ts';
import { explainPresetFailures } from './explain-preset-failures.ts';
import { limitLookups } from './limit-lookups.ts';
import type { Patch, TemporaryPatch } from './patch.ts';
import { publishTrialBuilds } from './publish-trial-builds.ts';
import { readRepository } from './read-repository.ts';
import { recordLookups } from './record-lookups.ts';
import { servePresets } from './serve-presets.ts';
import { setClock } from './set-clock.ts';

/**
 * The patches of every run, in the order in which they are applied: of two that wrap a function, the later one is
 * outside.
 */
export const PATCHES: readonly Patch[] = [
  cacheTemplates,
  closeNetwork,
  collectLog,
  limitLookups,
  recordLookups,
  readRepository,
  explainPresetFailures,
  servePresets,
];

/** The patches of an inspection, each for the time of one function call. */
export const TEMPORARY_PATCHES: readonly TemporaryPatch[] = [publishTrialBuilds, setClock];
