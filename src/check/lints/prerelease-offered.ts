import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration that lets pre-releases through. */
export const lint: Lint = {
  id: 'prerelease-offered',
  severity: 'error',
  title: 'A pre-release would be offered',
  leadsTo: 'Nodes get an alpha, a beta or a release candidate of Kubernetes.',
  mend: 'Take ignoreUnstable: false and the wide allowedVersions out for sysexts.',
  find: (facts) =>
    sysextsWith(facts, ['ignoreUnstable', 'allowedVersions', 'versioning'], ({ offers }) =>
      offers?.prerelease ? 'a release candidate would be offered' : undefined,
    ),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], ignoreUnstable: false, allowedVersions: '/^v/' }],
    },
  },
  silent: {},
};
