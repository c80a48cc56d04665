// What is used here of the inside of Renovate that comes without types.
declare module 'renovate/dist/config/presets/index.js' {
  import type { PresetSources } from '../../src/renovate/internals.ts';
  export const presetSources: PresetSources;
  export function replaceArgs<T>(config: T, args: Readonly<Record<string, string>>): T;
  export function resolveConfigPresets(config: object): Promise<{ config: Record<string, unknown> }>;
}
declare module 'renovate/dist/util/cache/memory/index.js' {
  export function init(): void;
}
declare module 'renovate/dist/workers/repository/extract/file-match.js' {
  export function getMatchingFiles(config: object, files: readonly string[]): string[];
}
declare module 'renovate/dist/workers/repository/extract/manager-files.js' {
  export function getManagerPackageFiles(config: object): Promise<object[]>;
}
declare module 'renovate/dist/workers/repository/process/fetch.js' {
  export function fetchUpdates(config: object, packageFiles: object): Promise<void>;
}
declare module 'renovate/dist/workers/repository/updates/flatten.js' {
  export function flattenUpdates(config: object, packageFiles: object): Promise<Upgrade[]>;
  interface Upgrade {
    readonly depName: string;
    readonly newValue?: string;
  }
}
declare module 'renovate/dist/util/jsonata.js' {
  export function getExpression(text: string): { evaluate(input: object): Promise<unknown> } | Error;
}
declare module 'renovate/dist/util/template/index.js' {
  export function compile(template: string, input: object, filterFields?: boolean): string;
}
declare module 'renovate/dist/config/presets/github/index.js' {
  export function getPresetFromEndpoint(
    repo: string,
    filePreset: string,
    presetPath: string | undefined,
    endpoint: string,
    tag: string | undefined,
  ): Promise<unknown>;
}
declare module 'renovate/dist/config/migration.js' {
  export function migrateConfig(config: object): { isMigrated: boolean };
}
declare module 'renovate/dist/config/validation.js' {
  export function validateConfig(type: 'repo', config: object): Promise<{ errors: object[]; warnings: object[] }>;
}
