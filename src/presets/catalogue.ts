import type { Combination } from './parts/combination.ts';
import type { Preset } from './parts/preset.ts';
import { preset as annotations } from './published/annotations.ts';
import { preset as arm64Only, combination as arm64OnlyCombination } from './published/arm64-only.ts';
import {
  preset as automergeRevisions,
  combination as automergeRevisionsCombination,
} from './published/automerge-revisions.ts';
import { preset as byDefault } from './published/default.ts';
import { preset as docker, combination as dockerCombination } from './published/docker.ts';
import { preset as ltsHold, combination as ltsHoldCombination } from './published/lts-hold.ts';
import { preset as owners, combination as ownersCombination } from './published/owners.ts';
import { preset as perMinor, combination as perMinorCombination } from './published/per-minor.ts';
import { preset as revisionless } from './published/revisionless.ts';
import { preset as rules } from './published/rules.ts';
import { preset as withPackages, combination as withPackagesCombination } from './published/with-packages.ts';
import { preset as x8664Only, combination as x8664OnlyCombination } from './published/x86-64-only.ts';

/** What is published, by its file in the repository's root. */
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

/** How presets go together with others, by their file; a preset that is not listed goes with all others, in any order. */
export const COMBINATIONS: Readonly<Record<string, Combination>> = {
  'presets/arm64-only.json': arm64OnlyCombination,
  'presets/automerge-revisions.json': automergeRevisionsCombination,
  'presets/docker.json': dockerCombination,
  'presets/lts-hold.json': ltsHoldCombination,
  'presets/owners.json': ownersCombination,
  'presets/per-minor.json': perMinorCombination,
  'presets/with-packages.json': withPackagesCombination,
  'presets/x86-64-only.json': x8664OnlyCombination,
};

const SCHEMA = 'https://docs.renovatebot.com/renovate-schema.json';

/** The text of a published file. */
export function toJson({ parameters: _, ...file }: Preset): string {
  return `${JSON.stringify({ $schema: SCHEMA, ...file }, null, 2)}\n`;
}
