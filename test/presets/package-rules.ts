import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getConfig } from 'renovate/dist/config/defaults.js';
import { mergeChildConfig } from 'renovate/dist/config/utils.js';
import { applyPackageRules } from 'renovate/dist/util/package-rules/index.js';

/** A configuration inside Renovate. */
export type Config = Record<string, unknown>;

/** A published preset, as a repository has it after Renovate's defaults and the repository's own configuration. */
export function extended(files: readonly string[], own: Config = {}): Config {
  const presets = files.map((file) =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8')),
  );
  return [...presets, own].reduce((config, next) => mergeChildConfig(config, next), getConfig());
}

/** Applies all package rules to the configuration of a dependency. */
export function applied(config: Config, dependency: Config): Promise<Config> {
  return applyPackageRules(mergeChildConfig(config, dependency));
}
