import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration that ignores the Kubernetes line of a slot. */
export const lint: Lint = {
  id: 'minor-switch',
  severity: 'error',
  title: 'A version of another Kubernetes minor would be offered',
  leadsTo: 'Every slot moves to the newest minor, and the minors that nodes ask for are no longer cached.',
  mend: "Take the rule's allowedVersions and extractVersion out: the default preset keeps a slot on its minor.",
  find: (facts) =>
    sysextsWith(facts, ['allowedVersions', 'extractVersion', 'versioning'], ({ offers }) =>
      offers?.nextMinor ? 'the next Kubernetes minor would be offered' : undefined,
    ),
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
