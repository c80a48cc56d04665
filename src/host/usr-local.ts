import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pointLink, replace } from './change.ts';
import { placeIn } from './layout.ts';

/** An extension that makes `/usr/local` a link to a writable directory. */
export interface UsrLocal {
  /** The extension's name. */
  readonly name: string;
  /**
   * The writable directory. Not in /opt, which systemd-sysext makes read-only together with /usr as soon as an extension
   * has files for it; not in /etc, which may be an overlay of its own.
   */
  readonly target: string;
}

export const USR_LOCAL: UsrLocal = { name: 'usr-local', target: '/var/usrlocal' };

/** The directories of /usr/local (hier(7)). */
const SUBDIRECTORIES = ['bin', 'etc', 'include', 'lib', 'sbin', 'share', 'src'];

/** For any OS and arch, as it does not have any programs (os-release(5), systemd-sysext(8)). */
const RELEASE = 'ID=_any\n';

interface Parts {
  readonly directories: readonly string[];
  readonly link: string;
  readonly releaseFile: string;
}

/** The extension's parts, as seen inside the root. @throws {Error} for an invalid name or target. */
function partsOf({ name, target }: UsrLocal): Parts {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    throw new Error(`${JSON.stringify(name)} is not a valid name of an extension`);
  const isPlain = /^(?:\/[\w.-]+)+$/.test(target) && path.posix.normalize(target) === target;
  if (!isPlain || /^\/(?:usr|etc|opt|run|tmp|proc|sys|dev)(?:\/|$)/.test(target)) {
    throw new Error(
      `${JSON.stringify(target)} cannot hold /usr/local: name a persistent directory, such as /var/usrlocal`,
    );
  }
  const directory = `/var/lib/extensions/${name}`;
  return {
    directories: [target, ...SUBDIRECTORIES.map((one) => `${target}/${one}`)],
    link: `${directory}/usr/local`,
    releaseFile: `${directory}/usr/lib/extension-release.d/extension-release.${name}`,
  };
}

/**
 * Writes the extension into a root, into `/var/lib/extensions`, which an overlay of /etc does not hide. It is
 * idempotent.
 */
export async function writeUsrLocal(root: string, extension: UsrLocal): Promise<void> {
  const { directories, link, releaseFile } = partsOf(extension);
  for (const directory of directories)
    await mkdir(await placeIn(root, directory, { follow: true }), { recursive: true });
  await (await pointLink(await placeIn(root, link), extension.target))?.keep();
  // Last, as systemd-sysext skips an extension without it.
  const change = await replace(await placeIn(root, releaseFile), (next) => writeFile(next, RELEASE));
  await change.keep();
}

/** The same extension as a Butane configuration for Flatcar, for a node's first boot. */
export function usrLocalButane(extension: UsrLocal): string {
  const { directories, link, releaseFile } = partsOf(extension);
  return `variant: flatcar
version: 1.1.0
storage:
  directories:
${directories.map((directory) => `    - path: ${directory}\n      mode: 0755\n`).join('')}  files:
    - path: ${releaseFile}
      mode: 0644
      contents:
        inline: |
          ${RELEASE.trimEnd()}
  links:
    - path: ${link}
      target: ${extension.target}
`;
}
