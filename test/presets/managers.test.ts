import { expect, test } from 'vitest';
import { distroOfType, revisionlessManager } from '../../src/presets/parts/managers.ts';

test.each(['azlinux3', 'ubuntu24.04'])('the type of a dependency for %s holds the distro', (distro) => {
  expect(distroOfType(revisionlessManager(distro).depTypeTemplate)).toBe(distro);
});

test.each([undefined, '', 'azlinux3', 'stage', 'v1.34.9-2-azlinux3', 'distro=', 'distro={{arg0}}', 'distro=arm64'])(
  'a dependency of type %j has no distro',
  (depType) => {
    expect(distroOfType(depType)).toBeUndefined();
  },
);
