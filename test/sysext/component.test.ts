import { describe, expect, test } from 'vitest';
import { COMPONENTS, componentName, fileName, findComponent } from '../../src/sysext/component.ts';

const NAMES: readonly { readonly repository: string; readonly name: string | undefined }[] = [
  { repository: 'oss/v2/kubernetes/kubelet-sysext', name: 'kubelet' },
  { repository: 'kubelet-sysext', name: 'kubelet' },
  { repository: 'mirror.example/a/b/kubelet-sysext', name: 'kubelet' },
  { repository: 'localhost:5000/kubelet-sysext', name: 'kubelet' },
  { repository: 'gpu/nvidia-driver-sysext', name: 'nvidia-driver' },
  { repository: 'a/b-sysext/kubectl-sysext', name: 'kubectl' },
  { repository: 'a/sysext-sysext', name: 'sysext' },
  { repository: 'a/kubelet-sysext-sysext', name: 'kubelet-sysext' },
  { repository: 'a/-kubelet-sysext', name: '-kubelet' },
  { repository: '', name: undefined },
  { repository: '/', name: undefined },
  { repository: '-sysext', name: undefined },
  { repository: 'a/-sysext', name: undefined },
  { repository: 'sysext', name: undefined },
  { repository: 'oss/v2/kubernetes/kubelet', name: undefined },
  { repository: 'a/kubelet-sysext/', name: undefined },
  { repository: 'a/kubelet-sysext/b', name: undefined },
  { repository: 'a/kubelet-sysexts', name: undefined },
  { repository: 'a/kubelet_sysext', name: undefined },
  { repository: 'a/kubelet-SYSEXT', name: undefined },
  { repository: 'a/kubelet-sysext:v1.34.10-1-azlinux3-arm64', name: undefined },
  { repository: 'a/kubelet-sysext\n', name: undefined },
];

const UNKNOWN: readonly string[] = [
  'a/nvidia-driver-sysext',
  'a/kubelet',
  'a/kubelet2-sysext',
  'a/Kubelet-sysext',
  'a/constructor-sysext',
  '',
];

test.each(NAMES)('the component of $repository is $name', ({ repository, name }) => {
  expect(componentName(repository)).toBe(name);
});

describe.each(COMPONENTS)('$name', ({ name, repository }) => {
  test('is named by its repository', () => {
    expect(componentName(repository)).toBe(name);
  });

  test('has its binary, by its name, where an extension can have one', () => {
    expect(COMPONENTS.find((one) => one.name === name)?.binary).toBe(`/usr/bin/${name}`);
  });

  test('is found by its repository, and under any prefix', () => {
    for (const found of [repository, `${name}-sysext`, `mirror.example/${repository}`]) {
      expect(findComponent(found)?.repository).toBe(repository);
    }
  });
});

test('nodes look for every binary in a place of its own, outside of what an extension is merged into', () => {
  const places = COMPONENTS.map(({ nodePath }) => nodePath);
  expect(new Set(places).size).toBe(places.length);
  for (const place of places) expect(place).toMatch(/^\/(?:opt\/bin|var\/lib\/kubelet)\/[a-z/-]+$/);
});

test.each(UNKNOWN)('no known component is at %j', (repository) => {
  expect(findComponent(repository)).toBeUndefined();
});

test('three components come with Kubernetes', () => {
  const kubernetes = COMPONENTS.filter((component) => component.kubernetes).map(({ name }) => name);
  expect(kubernetes).toEqual(['kubelet', 'kubectl', 'azure-acr-credential-provider']);
});

test('a file is named by component and tag', () => {
  expect(fileName('kubelet', 'v1.34.10-1-azlinux3-x86-64')).toBe('kubelet-v1.34.10-1-azlinux3-x86-64.raw');
});
