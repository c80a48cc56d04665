import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration that lets pre-releases through. */
export const lint: Lint = {
  id: 'prerelease-offered',
  severity: 'error',
  title: 'A pre-release would be proposed',
  impact: 'Nodes get an alpha, a beta or a release candidate of Kubernetes.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets: they propose stable versions only.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['ignoreUnstable', 'allowedVersions', 'versioning'],
      what: ({ offers }) => (offers.prerelease ? 'a release candidate would be proposed' : undefined),
      without: 'the default preset proposes stable versions only',
    }),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], ignoreUnstable: false, allowedVersions: '/^v/' }],
    },
  },
  silent: {},
};
