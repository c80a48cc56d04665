/** A component that is published as a sysext. */
export interface Component {
  /** The sysext's name, as in `<name>-<tag>.raw`, `extension-release.<name>` and `/etc/extensions/<name>.raw`. */
  readonly name: string;
  /** Its repository on Microsoft's registry. Mirrors have it under any prefix. */
  readonly repository: string;
  /** Where its binary is once the sysext is merged. */
  readonly binary: string;
  /** Where a node looks for the binary: a link to it, or the binary itself where it came in a tarball. */
  readonly nodePath: string;
  /** Whether it comes with a Kubernetes release, and is bumped together with the others that do. */
  readonly kubernetes: boolean;
}

/** The suffix of every sysext's repository. */
export const REPOSITORY_SUFFIX = '-sysext';

/** The components that are known by name. A repository that is not listed is a sysext all the same. */
export const COMPONENTS: readonly Component[] = [
  {
    name: 'kubelet',
    repository: 'oss/v2/kubernetes/kubelet-sysext',
    binary: '/usr/bin/kubelet',
    nodePath: '/opt/bin/kubelet',
    kubernetes: true,
  },
  {
    name: 'kubectl',
    repository: 'oss/v2/kubernetes/kubectl-sysext',
    binary: '/usr/bin/kubectl',
    nodePath: '/opt/bin/kubectl',
    kubernetes: true,
  },
  {
    name: 'azure-acr-credential-provider',
    repository: 'oss/v2/kubernetes/azure-acr-credential-provider-sysext',
    binary: '/usr/bin/azure-acr-credential-provider',
    nodePath: '/var/lib/kubelet/credential-provider/acr-credential-provider',
    kubernetes: true,
  },
  {
    name: 'aks-secure-tls-bootstrap-client',
    repository: 'aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext',
    binary: '/usr/bin/aks-secure-tls-bootstrap-client',
    nodePath: '/opt/bin/aks-secure-tls-bootstrap-client',
    kubernetes: false,
  },
];

/** `kubelet` for `oss/v2/kubernetes/kubelet-sysext`; `undefined` for a repository that is no sysext's. */
export function componentName(repository: string): string | undefined {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  return last.endsWith(REPOSITORY_SUFFIX) && last !== REPOSITORY_SUFFIX
    ? last.slice(0, -REPOSITORY_SUFFIX.length)
    : undefined;
}

/** The known component of a repository, wherever the repository is mirrored to. */
export function findComponent(repository: string): Component | undefined {
  const name = componentName(repository);
  return COMPONENTS.find((component) => component.name === name);
}

/** `kubelet-v1.34.10-1-azlinux3-x86-64.raw`: the artifact's file, and its layer's title. */
export function fileName(name: string, tag: string): string {
  return `${name}-${tag}.raw`;
}
