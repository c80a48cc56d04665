import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { sysextDatasources } from '../parts/datasource.ts';
import { revisionlessManager } from '../parts/managers.ts';
import { changelogNotes } from '../parts/notes.ts';
import {
  ALLOWED_REVISIONLESS,
  KUBERNETES_SYSEXTS,
  REVISIONLESS,
  REVISIONLESS_VERSIONING,
  SYSEXTS,
} from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP, NOT_BY_MINOR, NOT_HELD, SYSEXT_NAME, WHOLE_LIST_RULE } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

const CURRENT_VERSION = `/^${REVISIONLESS}$/`;

export const preset: Preset = {
  description:
    'Bump slots without revision and distro, such as v1.34.10, if a patch is published for the distro {{arg0}} on every architecture. Works alone and with the default preset',
  facts: { parameters: { min: 1, max: 1, example: 'azlinux3' }, arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [revisionlessManager('{{arg0}}')],
  packageRules: [
    WHOLE_LIST_RULE,
    {
      description: 'Compare values without revision and distro by their numbers',
      ...sysexts(SYSEXTS, CURRENT_VERSION),
      versioning: REVISIONLESS_VERSIONING,
      pinDigests: false,
      minimumReleaseAgeBehaviour: 'timestamp-optional',
      commitMessageTopic: SYSEXT_NAME,
      // The type of the dependency is a fact for `plan`, and not for readers of a pull request.
      prBodyDefinitions: { Type: '' },
    },
    {
      description: 'Allow versions of the same minor',
      ...sysexts(SYSEXTS, CURRENT_VERSION),
      matchJsonata: [NOT_HELD],
      allowedVersions: ALLOWED_REVISIONLESS,
    },
    {
      description: 'Group the slots of a sysext',
      ...sysexts(SYSEXTS, CURRENT_VERSION),
      matchJsonata: [NOT_BY_MINOR],
      groupName: SYSEXT_NAME,
    },
    {
      description: 'Group the Kubernetes sysexts',
      ...sysexts(KUBERNETES_SYSEXTS, CURRENT_VERSION),
      matchJsonata: [NOT_BY_MINOR],
      groupName: KUBERNETES_GROUP,
    },
    ...changelogNotes(CURRENT_VERSION),
  ],
};
