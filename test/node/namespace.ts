/**
 * What runs a script with mounts of its own, which nobody else sees and which are gone when it ends. systemd-sysext
 * wants shared mounts and a /run to write to.
 */
export function inNamespace(script: string): [program: string, args: string[]] {
  const prepare = 'set -e; mount --make-rshared /; mount -t tmpfs tmpfs /run; set +e';
  return ['unshare', ['--mount', '--propagation', 'private', 'sh', '-c', `${prepare}\n${script}`]];
}
