/** The algorithms that the specification names, and the hex digits of each (OCI Image Specification, "Digests"). */
const ALGORITHMS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha512', 128],
]);

/** Parses `sha256:<hex>` or `sha512:<hex>`. @returns `undefined` for everything else. */
export function parseDigest(digest: string): { algorithm: string; hex: string } | undefined {
  const [algorithm = '', hex = '', ...rest] = digest.split(':');
  const isDigest = hex.length === ALGORITHMS.get(algorithm) && /^[0-9a-f]+$/.test(hex) && rest.length === 0;
  return isDigest ? { algorithm, hex } : undefined;
}
