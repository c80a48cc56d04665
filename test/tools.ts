import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * What keeps a test that needs these programs, or root's rights, from running: a reason to skip, for Vitest's
 * `describe.skipIf`. On CI nothing is skipped: there the test fails where it cannot run.
 *
 * @param programs names on the PATH, or `root`.
 */
export function missing(...programs: string[]): string | false {
  if (process.env['CI'] !== undefined) return false;
  const absent = programs.filter((name) => (name === 'root' ? process.getuid?.() !== 0 : !isOnPath(name)));
  return absent.length > 0 && `needs ${absent.join(', ')}`;
}

function isOnPath(name: string): boolean {
  // systemd's and Debian's tools are in sbin, which is not on every user's PATH.
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
