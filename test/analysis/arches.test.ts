import { expect, test } from 'vitest';
import { archesFor } from '../../src/analysis/arches.ts';
import type { SysextDependency } from '../../src/analysis/slots.ts';
import type { Arch } from '../../src/sysext/arch.ts';

const LIST = 'https://registry.example/v2/some-sysext/tags/list';
const VALUE = 'v1.34.10-1-azlinux3';
const BOTH: readonly Arch[] = ['x86-64', 'arm64'];

/** Where a dependency was looked up, and the architectures whose tags count. */
const CASES: readonly {
  name: string;
  registryUrl?: string;
  datasource?: string;
  from?: string;
  required: readonly Arch[] | undefined;
  arches: readonly Arch[];
}[] = [
  { name: 'a tag list', registryUrl: LIST, required: BOTH, arches: BOTH },
  { name: 'a tag list with a number', registryUrl: `${LIST}?n=1000`, required: BOTH, arches: BOTH },
  { name: 'a tag list of one arch', registryUrl: `${LIST}?n=1000`, required: ['arm64'], arches: ['arm64'] },
  { name: 'not looked up', required: BOTH, arches: BOTH },
  { name: 'a registry', registryUrl: 'https://registry.example', required: BOTH, arches: ['x86-64'] },
  { name: 'a repository that ends like one', registryUrl: `${LIST}s`, required: BOTH, arches: ['x86-64'] },
  { name: 'docker, for one arch', datasource: 'docker', required: ['arm64'], arches: ['arm64'] },
  { name: 'docker, a reference', datasource: 'docker', from: `${VALUE}-arm64`, required: BOTH, arches: ['arm64'] },
  { name: "another datasource's list", registryUrl: LIST, required: undefined, arches: ['x86-64'] },
];

test.each(CASES)('$name', ({ registryUrl, datasource = 'custom.aks-sysext', from = VALUE, required, arches }) => {
  const dep = {
    datasource,
    warnings: [],
    updates: [],
    refused: [],
    ...(registryUrl === undefined ? {} : { registryUrl }),
  };
  const slot: SysextDependency = {
    file: 'components.json',
    dep,
    repository: 'some-sysext',
    component: 'some',
    from,
    distro: 'azlinux3',
    minor: '1.34',
    baseBranch: null,
    name: 'some 1.34',
  };
  expect(archesFor(slot, required)).toEqual(arches);
});
