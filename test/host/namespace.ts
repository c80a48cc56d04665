import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

/**
 * What runs a script with mounts of its own, which nobody else sees and which are gone when it ends. systemd-sysext
 * wants shared mounts and a /run to write to.
 */
export function inNamespace(script: string): [program: string, args: string[]] {
  const prepare = 'set -e; mount --make-rshared /; mount -t tmpfs tmpfs /run; set +e';
  return ['unshare', ['--mount', '--propagation', 'private', 'sh', '-c', `${prepare}\n${script}`]];
}

/**
 * Runs a script on the real `/`, with an `/etc`, `/var` and `/opt` that can be written to and are gone when it ends, and
 * the command line as `cli`, whose answers are left out, and whose exit code is printed.
 *
 * @param scratch an empty folder.
 */
export function onThisMachine(scratch: string, script: string): [program: string, args: string[]] {
  const prepare = `
    mount -t tmpfs tmpfs ${scratch}
    for folder in etc var opt; do
      mkdir ${scratch}/$folder ${scratch}/$folder.work
      mount -t overlay -o lowerdir=/$folder,upperdir=${scratch}/$folder,workdir=${scratch}/$folder.work overlay /$folder
    done
    cli() { '${process.execPath}' '${CLI}' "$@" 2>&1 >/dev/null; echo "exit $?"; }`;
  return inNamespace(`set -e${prepare}\nset +e\n${script}`);
}
