import { getPrNotes } from 'renovate/dist/workers/repository/update/pr/body/notes.js';
import { expect, test } from 'vitest';
import { applied, type Config, extended } from './package-rules.ts';

const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';
const PAGE = `https://mcr.microsoft.com/en-us/artifact/mar/${REPOSITORY}/tags`;
const V = 'v1.34.10-1-azlinux3';

/** Who asks, and the artifacts that the pull request's text then has: each with its link, or none. */
const CASES: readonly {
  readonly name: string;
  readonly presets: string;
  readonly dependency: Config;
  readonly artifacts: readonly (readonly [reference: string, link: string | undefined])[];
}[] = [
  {
    name: "a slot on Microsoft's registry",
    presets: 'default',
    dependency: { datasource: 'custom.aks-sysext', depName: `mcr.microsoft.com/${REPOSITORY}` },
    artifacts: [
      [`mcr.microsoft.com/${REPOSITORY}:${V}-x86-64`, PAGE],
      [`mcr.microsoft.com/${REPOSITORY}:${V}-arm64`, PAGE],
    ],
  },
  {
    name: 'a slot on a mirror',
    presets: 'default',
    dependency: { datasource: 'custom.aks-sysext', depName: `registry.example:5000/mirror/${REPOSITORY}` },
    artifacts: [
      [`registry.example:5000/mirror/${REPOSITORY}:${V}-x86-64`, undefined],
      [`registry.example:5000/mirror/${REPOSITORY}:${V}-arm64`, undefined],
    ],
  },
  {
    name: 'a slot for one arch',
    presets: 'default arm64-only',
    dependency: { datasource: 'custom.aks-sysext', depName: `mcr.microsoft.com/${REPOSITORY}` },
    artifacts: [[`mcr.microsoft.com/${REPOSITORY}:${V}-arm64`, PAGE]],
  },
  {
    name: 'a slot that docker looks up',
    presets: 'default docker',
    dependency: { datasource: 'custom.aks-sysext', depName: `mcr.microsoft.com/${REPOSITORY}` },
    artifacts: [[`mcr.microsoft.com/${REPOSITORY}:${V}-x86-64`, PAGE]],
  },
  {
    name: 'a manager whose name has no registry',
    presets: 'rules',
    dependency: {
      datasource: 'docker',
      depName: REPOSITORY,
      registryUrls: ['https://mcr.microsoft.com'],
      autoReplaceStringTemplate: '{{registryUrl}}',
    },
    artifacts: [[`${REPOSITORY}:${V}-x86-64`, undefined]],
  },
  {
    name: 'a manager whose name has no registry, looked up for each arch',
    presets: 'rules',
    dependency: { datasource: 'docker', depName: REPOSITORY, registryUrls: ['https://mcr.microsoft.com'] },
    artifacts: [
      [`${REPOSITORY}:${V}-x86-64`, undefined],
      [`${REPOSITORY}:${V}-arm64`, undefined],
    ],
  },
  {
    name: 'a reference',
    presets: 'annotations',
    dependency: {
      datasource: 'custom.aks-sysext',
      depName: `mcr.microsoft.com/${REPOSITORY}`,
      currentValue: 'v1.34.9-1-azlinux3-arm64',
      newValue: `${V}-arm64`,
    },
    artifacts: [[`mcr.microsoft.com/${REPOSITORY}:${V}-arm64`, PAGE]],
  },
  {
    name: 'a registry whose name looks like it',
    presets: 'default',
    dependency: { datasource: 'custom.aks-sysext', depName: `mcr-microsoft.com/${REPOSITORY}` },
    artifacts: [
      [`mcr-microsoft.com/${REPOSITORY}:${V}-x86-64`, undefined],
      [`mcr-microsoft.com/${REPOSITORY}:${V}-arm64`, undefined],
    ],
  },
];

test.each(CASES)('$name', async ({ presets, dependency, artifacts }) => {
  const files = presets.split(' ').map((name) => (name === 'default' ? 'default.json' : `presets/${name}.json`));
  const dep = {
    manager: 'regex',
    packageName: REPOSITORY,
    registryUrls: [`https://mcr.microsoft.com/v2/${REPOSITORY}/tags/list`],
    currentValue: 'v1.34.9-1-azlinux3',
    newValue: V,
    newMajor: 1,
    newMinor: 34,
    newPatch: 10,
    ...dependency,
  };
  const upgrade = await applied(extended(files), dep);
  const notes: string = getPrNotes({ upgrades: [upgrade], prBodyNotes: upgrade['prBodyNotes'] });
  const own = notes.split('\n').filter((line) => line.startsWith('Artifact'));
  const found = own.flatMap((line) => [...line.matchAll(/\[`([^`]+)`\]\(([^)]+)\)|`([^`]+)`/g)]);
  expect(found.map(([, linked, link, alone]) => [linked ?? alone, link])).toEqual(artifacts);
  // Every link has a host, and no template is left.
  for (const [, link = ''] of notes.matchAll(/\]\(([^)]+)\)/g)) {
    expect(['mcr.microsoft.com', 'github.com']).toContain(new URL(link).hostname);
  }
  expect(notes).not.toContain('{{');
});
