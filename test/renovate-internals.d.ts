// Modules inside Renovate that come without types. Tests use them as they are.
declare module 'renovate/dist/config/app-strings.js';
declare module 'renovate/dist/config/defaults.js';
declare module 'renovate/dist/modules/datasource/custom/utils.js';
declare module 'renovate/dist/util/common.js';
declare module 'renovate/dist/util/git/url.js';
declare module 'renovate/dist/util/package-rules/index.js';
declare module 'renovate/dist/config/global.js';
declare module 'renovate/dist/modules/manager/custom/regex/index.js';
declare module 'renovate/dist/util/string-match.js';
declare module 'renovate/dist/workers/repository/update/branch/auto-replace.js';
declare module 'renovate/dist/workers/repository/update/pr/body/updates-table.js';
declare module 'renovate/dist/workers/repository/update/pr/body/notes.js';
