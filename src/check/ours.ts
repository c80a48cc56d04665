const OURS = /^[a-z]+>(?:[^#]*\/)?aks-sysext-renovate(?:\/\/(?<path>[^#(]+)|:(?<name>[^#(]+))?(?:$|[#(])/;

/** Whether a preset is one of this project, by any owner, on any forge. */
export function isOurs(preset: string): boolean {
  return OURS.test(preset);
}

/** The file of this project that a preset names, such as `presets/docker.json`; `undefined` for presets of others. */
export function publishedFile(preset: string): string | undefined {
  const groups = OURS.exec(preset)?.groups;
  return groups && `${(groups['path'] ?? groups['name'] ?? 'default').replace(/\.json$/, '')}.json`;
}
