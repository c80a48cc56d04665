import type { Digest, Snapshot, TagList } from '../messages.ts';

/** The key of a lookup. */
export type LookupKey = Pick<Snapshot['releases'][number], 'datasource' | 'packageName' | 'registryUrl'>;

/** The key of the lookup of a digest. */
type DigestKey = Omit<Digest, 'digest'>;

/** A repository of a registry. */
export type ListKey = Omit<TagList, 'tags'>;

/** The hosts of Docker Hub. */
const DOCKER_HUB = /^(?:index\.|registry-1\.)?docker\.io(?=\/)/;

/** The tags of a repository; `undefined` if the snapshot does not have them. */
export function findTags({ lists }: Snapshot, wanted: ListKey): readonly string[] | undefined {
  return lists.find((list) => addressOf(list) === addressOf(wanted))?.tags;
}

/** The releases of a package, as Renovate understood them; `undefined` if the snapshot does not have them. */
export function findReleases({ releases }: Snapshot, wanted: LookupKey): unknown {
  return structuredClone(
    releases.find((one) => isSame(one, wanted, ['datasource', 'packageName', 'registryUrl']))?.result,
  );
}

/** A digest; `undefined` if the snapshot does not have it. */
export function findDigest({ digests = [] }: Snapshot, wanted: DigestKey): string | null | undefined {
  const keys = ['datasource', 'packageName', 'registryUrl', 'value', 'currentDigest'] as const;
  return digests.find((one) => isSame(one, wanted, keys))?.digest;
}

function isSame<Key extends string>(a: Record<Key, unknown>, b: Record<Key, unknown>, keys: readonly Key[]): boolean {
  return keys.every((key) => a[key] === b[key]);
}

/** The canonical address of a repository: a registry is written with or without its scheme, port and last slash. */
function addressOf({ registry, repository }: ListKey): string {
  const [, scheme = 'https', rest = ''] = /^(?:(https?):\/\/)?(.*?)\/*$/i.exec(registry) ?? [];
  const [host = '', ...path] = rest.split('/');
  const defaultPort = scheme === 'http' ? ':80' : ':443';
  const plain = host.toLowerCase().replace(new RegExp(`${defaultPort}$`), '');
  return [plain, ...path, repository].join('/').replace(DOCKER_HUB, 'docker.io');
}
