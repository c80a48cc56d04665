import type { Preset, PresetFacts } from './parts/preset.ts';
import { preset as annotations } from './published/annotations.ts';
import { preset as arm64Only } from './published/arm64-only.ts';
import { preset as automergeRevisions } from './published/automerge-revisions.ts';
import { preset as byDefault } from './published/default.ts';
import { preset as docker } from './published/docker.ts';
import { preset as ltsHold } from './published/lts-hold.ts';
import { preset as owners } from './published/owners.ts';
import { preset as perMinor } from './published/per-minor.ts';
import { preset as revisionless } from './published/revisionless.ts';
import { preset as rules } from './published/rules.ts';
import { preset as withPackages } from './published/with-packages.ts';
import { preset as x8664Only } from './published/x86-64-only.ts';

/** The published presets, by their file in the root of the repository. */
export const CATALOGUE: Readonly<Record<string, Preset>> = {
  'default.json': byDefault,
  'presets/annotations.json': annotations,
  'presets/arm64-only.json': arm64Only,
  'presets/automerge-revisions.json': automergeRevisions,
  'presets/docker.json': docker,
  'presets/lts-hold.json': ltsHold,
  'presets/owners.json': owners,
  'presets/per-minor.json': perMinor,
  'presets/revisionless.json': revisionless,
  'presets/rules.json': rules,
  'presets/with-packages.json': withPackages,
  'presets/x86-64-only.json': x8664Only,
};

/** The facts about a published preset; empty for the files of other presets. */
export function factsAbout(file: string): PresetFacts {
  return CATALOGUE[file]?.facts ?? {};
}

const SCHEMA = 'https://docs.renovatebot.com/renovate-schema.json';

/** Formats the published file of a preset. */
export function toJson({ facts: _, ...file }: Preset): string {
  return `${JSON.stringify({ $schema: SCHEMA, ...file }, null, 2)}\n`;
}
