/** Microsoft's registry, where sysexts are published. */
export const DEFAULT_REGISTRY = 'mcr.microsoft.com';

/** A digest as references have it: a pattern in RE2 syntax, without capturing groups and anchors. */
export const DIGEST = 'sha256:[0-9a-f]{64}';

/** A reference to an artifact in a registry: `registry/repository[:tag][@digest]`. */
export interface ImageReference {
  /** `mcr.microsoft.com`, or with its scheme if that is given: `http://localhost:5000`. `undefined` if it is not named. */
  readonly registry: string | undefined;
  /** `oss/v2/kubernetes/kubelet-sysext` */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:<hex>` */
  readonly digest: string | undefined;
}

/**
 * A first part with a scheme, a dot or a port is a registry, as in Docker's references (distribution/reference). Other
 * characters are not checked: a tag may be a template.
 */
const REFERENCE =
  /^(?:([a-z][a-z0-9+.-]*:\/\/[^/]+|[^/@]*[.:][^/@]*|localhost)\/)?([^:@/\s][^:@\s]*?)(?::([^/@\s]+))?(?:@([a-z0-9]+:[0-9a-f]+))?$/i;

/** Parses a reference. `undefined` for a string that is not one. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, registry, repository, tag, digest] = REFERENCE.exec(text) ?? [];
  return repository === undefined ? undefined : { registry, repository, tag, digest };
}

/** Formats a reference, without a scheme: `oras pull` and the like accept none. */
export function formatImageReference({ registry, repository, tag, digest }: ImageReference): string {
  const host = registry === undefined ? '' : `${registry.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')}/`;
  return `${host}${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The reference to a repository, without a tag and a digest. */
type RepositoryReference = ImageReference & { readonly registry: string };

/**
 * Finds a repository in a registry that may have a path, as mirrors have. The Distribution API has a path only in the name
 * of the repository: `https://mirror.example` and `prefix/kubelet-sysext` for `https://mirror.example/prefix`.
 *
 * @param registry a host or a URL.
 */
export function inRegistry(registry: string, repository: string): RepositoryReference {
  const [, host = registry, path = ''] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/]+)\/*(.*?)\/*$/i.exec(registry) ?? [];
  const name = path === '' ? repository : `${path}/${repository}`;
  return { registry: host, repository: name, tag: undefined, digest: undefined };
}

/** Whether two names are of one repository. Either may have a registry, or the path of a mirror, in front. */
export function isSameRepository(a: string, b: string): boolean {
  return `/${a}`.endsWith(`/${b}`) || `/${b}`.endsWith(`/${a}`);
}
