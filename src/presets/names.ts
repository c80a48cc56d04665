const OURS = /^[a-z]+>(?:[^#]*\/)?aks-sysext-renovate(?:\/\/(?<path>[^#(]+)|:(?<name>[^#(]+))?(?:$|[#(])/;

/** Whether an `extends` names a preset of this project, of any owner, on any forge. */
export function isOurs(preset: string): boolean {
  return OURS.test(preset);
}

/** The published file that an `extends` names, such as `presets/docker.json`; `undefined` for presets of others. */
export function publishedFile(preset: string): string | undefined {
  const groups = OURS.exec(preset)?.groups;
  return groups && `${(groups['path'] ?? groups['name'] ?? 'default').replace(/\.json$/, '')}.json`;
}
