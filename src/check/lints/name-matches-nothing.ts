import { formatPath } from '../../manifest/path.ts';
import { inConfig } from '../config-place.ts';
import { PRESET, REGISTRY, repositoryOf } from '../examples.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Names in `ignoreDeps`, and names of sysexts in rules that match others, that no dependency has. */
export const lint: Lint = {
  id: 'name-matches-nothing',
  severity: 'warning',
  title: 'A name in ignoreDeps or in a package rule matches no dependency',
  impact: 'What is meant to be ignored is bumped; what a rule sets does not hold for it.',
  fix: 'ignoreDeps and matchDepNames go by depName, which has the registry in front; matchPackageNames goes by the repository.',
  find: ({ inspection }) =>
    inspection.idleNames.map(({ path, name }) => ({
      place: inConfig(inspection, path),
      message: `${JSON.stringify(name)} of ${formatPath(path)} matches no dependency`,
    })),
  fires: { config: { extends: [PRESET], ignoreDeps: [KUBELET] } },
  silent: { config: { extends: [PRESET], ignoreDeps: [`${REGISTRY.slice('https://'.length)}/${KUBELET}`] } },
};
