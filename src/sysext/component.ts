/** A component that is published as a sysext. */
export interface Component {
  /** The sysext's name, as in `<name>-<tag>.raw`, `extension-release.<name>` and `/etc/extensions/<name>.raw`. */
  readonly name: string;
  /** Its repository on Microsoft's registry. Mirrors have it under any prefix. */
  readonly repository: string;
  /** The path of its binary after the sysext is merged. */
  readonly binary: string;
  /** The path by which a host runs the binary: a link to it, or the binary itself if it came in a tarball. */
  readonly nodePath: string;
  /** Whether it is released with Kubernetes, and bumped together with the other such components. */
  readonly kubernetes: boolean;
}

/** The suffix of the name of every sysext repository. */
export const REPOSITORY_SUFFIX = '-sysext';

/** The components that have facts of their own. Other repositories may be sysexts as well. */
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

/** Finds the component of a repository: `kubelet` for `oss/v2/kubernetes/kubelet-sysext`. `undefined` if it is not a sysext. */
export function componentName(repository: string): string | undefined {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  return last.endsWith(REPOSITORY_SUFFIX) && last !== REPOSITORY_SUFFIX
    ? last.slice(0, -REPOSITORY_SUFFIX.length)
    : undefined;
}

/** Finds the facts about the component of a repository, also of a mirrored one. */
export function findComponent(repository: string): Component | undefined {
  const name = componentName(repository);
  return COMPONENTS.find((component) => component.name === name);
}

/** Formats the name of the artifact's file, which is the title of its layer: `kubelet-v1.34.10-1-azlinux3-x86-64.raw`. */
export function fileName(name: string, tag: string): string {
  return `${name}-${tag}.raw`;
}
