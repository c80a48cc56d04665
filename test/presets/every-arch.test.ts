import { getCustomConfig } from 'renovate/dist/modules/datasource/custom/utils.js';
import { expect, test } from 'vitest';
import { applied, type Config, extended } from './package-rules.ts';

/** Dependencies of the docker datasource, and the tag list that presets/rules makes of them; `undefined`: docker stays. */
const CASES: readonly { name: string; dependency: Config; url: string | undefined }[] = [
  {
    name: "on Microsoft's registry",
    dependency: { packageName: 'oss/v2/kubernetes/kubelet-sysext', registryUrls: ['https://mcr.microsoft.com'] },
    url: 'https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/tags/list',
  },
  {
    name: 'in a file that names the registry',
    dependency: { packageName: 'registry.example:5000/mirror/kubelet-sysext' },
    url: 'https://registry.example:5000/v2/mirror/kubelet-sysext/tags/list',
  },
  {
    name: 'with a template of its own that leaves the URL alone',
    dependency: {
      packageName: 'oss/v2/kubernetes/kubelet-sysext',
      registryUrls: ['https://mcr.microsoft.com/'],
      autoReplaceStringTemplate: '"latestVersion": "{{newValue}}"',
    },
    url: 'https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/tags/list',
  },
  {
    name: 'with a template that writes the URL back',
    dependency: {
      packageName: 'oss/v2/kubernetes/kubelet-sysext',
      registryUrls: ['https://mcr.microsoft.com'],
      autoReplaceStringTemplate: 'registry={{registryUrl}} {{newValue}}',
    },
    url: undefined,
  },
  {
    name: 'on another registry, which a rule cannot name',
    dependency: { packageName: 'oss/v2/kubernetes/kubelet-sysext', registryUrls: ['https://registry.example'] },
    url: undefined,
  },
  {
    name: 'with a digest, which a list of tags has not',
    dependency: { packageName: 'registry.example/mirror/kubelet-sysext', currentDigest: 'sha256:1' },
    url: undefined,
  },
  {
    name: 'of another grammar',
    dependency: { packageName: 'mcr.microsoft.com/aks/nvidia-driver-sysext', currentValue: '3.0.20260304' },
    url: undefined,
  },
];

test.each(CASES)('$name', async ({ dependency, url }) => {
  const dep = {
    datasource: 'docker',
    manager: 'regex',
    currentValue: 'v1.34.9-2-azlinux3',
    depName: dependency['packageName'],
    ...dependency,
  };
  const config = await applied(extended(['presets/rules.json']), dep);
  expect(config['datasource']).toBe(url === undefined ? 'docker' : 'custom.aks-sysext');
  if (url === undefined) return;
  const [registryUrl] = config['registryUrls'] as string[];
  expect(getCustomConfig({ ...config, registryUrl } as never)?.defaultRegistryUrlTemplate).toBe(url);
});
