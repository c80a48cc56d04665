/** The registry of the examples. */
export const REGISTRY = 'https://registry.example';

/** The default preset, as the examples extend it. */
export const PRESET = 'github>your-org/aks-sysext-renovate#1.0.0';

/** A sub-preset of this project, such as `lts-hold`, as the examples extend it. */
export function subPreset(name: string): string {
  return PRESET.replace('#', `//presets/${name}#`);
}

/** The default preset, with rules of the repository's own. */
export function withRules(...packageRules: readonly object[]): object {
  return { extends: [PRESET], packageRules };
}

/** The default preset, with one rule of the repository's own for every sysext. */
export function withSysextRule(options: object): object {
  return withRules({ matchPackageNames: ['/-sysext$/'], ...options });
}

/** A slot of an example's manifest. */
export interface ExampleSlot {
  readonly [field: string]: string | undefined;
  readonly k8sVersion?: string;
  readonly renovateTag: string;
  readonly latestVersion: string;
  readonly previousLatestVersion?: string;
}

/** `oss/v2/kubernetes/kubelet-sysext` for `kubelet`. */
export function repositoryOf(name: string): string {
  return `oss/v2/kubernetes/${name}-sysext`;
}

/** A slot of a component. */
export function slot(name: string, latestVersion: string, previousLatestVersion?: string): ExampleSlot {
  return {
    renovateTag: `OCI_registry=${REGISTRY}, name=${repositoryOf(name)}`,
    latestVersion,
    ...(previousLatestVersion === undefined ? {} : { previousLatestVersion }),
  };
}

/** The `downloadURL` of a component, as a property of its entry. */
export function download(name: string): { readonly downloadURL: string } {
  return { downloadURL: `registry.example/${repositoryOf(name)}:\${version}-\${SYSTEMD_ARCH}` };
}

/** A package of a manifest, with its slots for one OS release. */
export function pack(name: string, versionsV2: readonly ExampleSlot[], more: object = {}): object {
  return { name, downloadURIs: { flatcar: { current: { versionsV2, ...more } } } };
}

/** A manifest of packages. */
export function manifest(...packages: readonly object[]): object {
  return { Packages: packages };
}

/** The manifest of an example, if not given. */
export const MANIFEST = manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3')]));

/** A manifest for another file. */
export const KUBELET_SLOTS = manifest(pack('kubelet', [slot('kubelet', 'v1.35.7-2-azlinux3')]));

/** Published versions, which include those of {@link MANIFEST}. */
export const KUBELET_TAGS = {
  [repositoryOf('kubelet')]: ['v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'],
};
