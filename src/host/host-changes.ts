/** The changes that a merged image makes to the files that a host had before. */
export interface HostChanges {
  /** Files and directories that no longer exist. */
  readonly hidden: readonly string[];
  /** Directories that other users can no longer read. */
  readonly closed: readonly string[];
  /** Files and links of the host that the image replaces. */
  readonly replaced: readonly string[];
}

/**
 * Compares the directories of a host that an image has as well, before it was merged and afterwards.
 *
 * @param before each directory, with a trailing slash, and its entries: `d755 ./usr/bin/`, then `f755 ./usr/bin/ls`,
 *   as type and mode, path, and a NUL.
 * @param after the same, afterwards.
 * @param hostPaths the image's files and directories.
 */
export function hostChanges(before: string, after: string, hostPaths: readonly string[]): HostChanges {
  const old = readList(before);
  const now = readList(after);
  const paths = [...old.keys()];
  return {
    hidden: paths.filter((path) => !path.endsWith('/') && !now.has(path)),
    closed: paths.filter((path) => path.endsWith('/') && isOpen(old.get(path)) && !isOpen(now.get(path))),
    replaced: hostPaths.filter((path) => /^[fl]/.test(old.get(path) ?? '')),
  };
}

/** Types and modes, by path. */
function readList(text: string): Map<string, string> {
  const lines = text.split('\0').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const space = line.indexOf(' ');
      // The dot of `./usr`.
      return [line.slice(space + 2), line.slice(0, space)];
    }),
  );
}

/** Whether a directory can be read and passed by all users: `d755`. One that is gone counts as open: it is hidden. */
function isOpen(entry = 'd755'): boolean {
  return (Number.parseInt(entry.slice(1), 8) & 0o005) === 0o005;
}
