/** A JSON path: keys and indexes, from the top of a file. */
export type Path = readonly (string | number)[];

/** Formats a path: `Packages[3].downloadURIs.flatcar`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}
