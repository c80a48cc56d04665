import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration that ignores the Kubernetes line of a slot. */
export const lint: Lint = {
  id: 'minor-switch',
  severity: 'error',
  title: 'A version of another Kubernetes minor would be proposed',
  impact: 'Every slot moves to the newest minor, and the minors that nodes ask for are no longer cached.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets, or disable minor updates of sysexts: `{ "matchPackageNames": ["/-sysext$/"], "matchUpdateTypes": ["minor"], "enabled": false }`.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['allowedVersions', 'extractVersion', 'versionCompatibility', 'versioning'],
      what: ({ offers }) => (offers.nextMinor ? 'the next Kubernetes minor would be proposed' : undefined),
      without: 'the default preset keeps a slot on its minor',
    }),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: ['/-sysext$/'], allowedVersions: '/^v/', extractVersion: '^(?<version>.+-azlinux3)$' },
      ],
    },
  },
  silent: {},
};
