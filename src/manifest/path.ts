/** A place in a JSON file: keys and indexes, from the top. */
export type Path = readonly (string | number)[];

/** `Packages[3].downloadURIs.flatcar` */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}
