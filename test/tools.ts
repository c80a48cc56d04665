import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * Whether a test has to be skipped that needs these programs, or root's rights, for Vitest's `describe.skipIf`; why is
 * said on stderr. On CI nothing is skipped: there the test fails where it cannot run.
 *
 * @param programs names on the PATH, or `root`.
 */
export function missing(...programs: string[]): boolean {
  if (process.env['CI'] !== undefined) return false;
  const absent = programs.filter((name) => (name === 'root' ? process.getuid?.() !== 0 : !isOnPath(name)));
  if (absent.length > 0) process.stderr.write(`tests are skipped here, as they need ${absent.join(', ')}\n`);
  return absent.length > 0;
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
