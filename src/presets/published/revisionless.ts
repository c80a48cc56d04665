import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { NAME, sysextDatasource } from '../parts/datasource.ts';
import { revisionlessManager } from '../parts/managers.ts';
import { changelogNotes } from '../parts/notes.ts';
import { KUBERNETES_SYSEXTS, REVISIONLESS, REVISIONLESS_VERSIONING, SYSEXTS } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP, SYSEXT_NAME } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

const CURRENT_VERSION = `/^${REVISIONLESS}$/`;

export const preset: Preset = {
  description:
    'Bumps slots without revision and distro, such as v1.34.10, when a patch is published for distro {{arg0}} on every architecture (alone or beside the default preset)',
  parameters: { min: 1, max: 1 },
  customDatasources: { [NAME]: sysextDatasource(ARCHES_BY_DEFAULT) },
  customManagers: [revisionlessManager('{{arg0}}')],
  packageRules: [
    {
      description: 'A slot without revision and distro stays on its minor',
      ...sysexts(SYSEXTS, CURRENT_VERSION),
      versioning: REVISIONLESS_VERSIONING,
      allowedVersions: '/^v{{major}}\\.{{minor}}\\./',
      pinDigests: false,
      minimumReleaseAgeBehaviour: 'timestamp-optional',
      groupName: SYSEXT_NAME,
      commitMessageTopic: SYSEXT_NAME,
    },
    {
      description: 'Sysexts that come with Kubernetes: one pull request',
      ...sysexts(KUBERNETES_SYSEXTS, CURRENT_VERSION),
      groupName: KUBERNETES_GROUP,
    },
    ...changelogNotes(CURRENT_VERSION),
  ],
};
