import { getCustomConfig } from 'renovate/dist/modules/datasource/custom/utils.js';
import { expect, test } from 'vitest';
import { applied, type Config, extended } from './package-rules.ts';

/** Microsoft's registry sends all its tags at once, and has a datasource of its own. */
const WHOLE_LIST = 'custom.AKS-sysext';

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
    url: 'https://registry.example:5000/v2/mirror/kubelet-sysext/tags/list?n=1000',
  },
  {
    name: "in a file that names Microsoft's registry",
    dependency: { packageName: 'mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext' },
    url: 'https://mcr.microsoft.com/v2/oss/v2/kubernetes/kubelet-sysext/tags/list',
  },
  {
    name: 'on a registry with a similar name',
    dependency: { packageName: 'mcr.microsoft.com.example/oss/v2/kubernetes/kubelet-sysext' },
    url: 'https://mcr.microsoft.com.example/v2/oss/v2/kubernetes/kubelet-sysext/tags/list?n=1000',
  },
  {
    name: 'with a digest, which only docker can look up',
    dependency: {
      packageName: 'mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext',
      currentValue: 'v1.34.9-2-azlinux3-x86-64',
      currentDigest: `sha256:${'0'.repeat(64)}`,
    },
    url: undefined,
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

function datasourceFor(url: string | undefined): string {
  if (url === undefined) return 'docker';
  return url.startsWith('https://mcr.microsoft.com/') ? WHOLE_LIST : 'custom.aks-sysext';
}

test.each(CASES)('$name', async ({ dependency, url }) => {
  const dep = {
    datasource: 'docker',
    manager: 'regex',
    currentValue: 'v1.34.9-2-azlinux3',
    depName: dependency['packageName'],
    ...dependency,
  };
  const config = await applied(extended(['presets/rules.json']), dep);
  expect(config['datasource']).toBe(datasourceFor(url));
  if (url === undefined) return;
  const [registryUrl] = config['registryUrls'] as string[];
  expect(getCustomConfig({ ...config, registryUrl } as never)?.defaultRegistryUrlTemplate).toBe(url);
});
