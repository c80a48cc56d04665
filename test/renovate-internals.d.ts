// Modules inside Renovate that come without types. Tests use them as they are.
declare module 'renovate/dist/config/app-strings.js';
declare module 'renovate/dist/config/defaults.js';
declare module 'renovate/dist/modules/datasource/custom/utils.js';
declare module 'renovate/dist/util/common.js';
declare module 'renovate/dist/util/git/url.js';
declare module 'renovate/dist/util/package-rules/index.js';
declare module 'renovate/dist/modules/manager/custom/regex/index.js';
declare module 'renovate/dist/workers/repository/update/branch/auto-replace.js';
declare module 'renovate/dist/workers/repository/update/pr/body/updates-table.js';
declare module 'renovate/dist/workers/repository/update/pr/body/notes.js';
declare module 'renovate/dist/modules/platform/scm.js' {
  export function setPlatformScmApi(name: string): void;
}
declare module 'renovate/dist/util/cache/repository/index.js' {
  export function resetCache(): void;
}
declare module 'renovate/dist/workers/repository/extract/index.js' {
  import type { PackageFiles } from '../src/renovate/internals.ts';
  export function extractAllDependencies(config: object): Promise<{ packageFiles?: PackageFiles }>;
}
declare module 'renovate/dist/workers/repository/init/merge.js' {
  export function mergeRenovateConfig(config: object): Promise<Record<string, unknown>>;
}
declare module 'renovate/dist/util/sanitize.js' {
  export function clearRepoSanitizedSecretsList(): void;
}
