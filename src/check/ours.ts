/** Whether a preset is one of this project, by any owner, on any forge. */
export function isOurs(preset: string): boolean {
  return /^[a-z]+>(?:[^#]*\/)?aks-sysext-renovate(?:$|\/\/|[:(#])/.test(preset);
}
