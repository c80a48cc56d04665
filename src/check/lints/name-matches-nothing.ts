import { formatPath } from '../../manifest/path.ts';
import { inConfig } from '../config-place.ts';
import { PRESET, REGISTRY, repositoryOf } from '../examples.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Names in `ignoreDeps`, and names of sysexts in package rules, that do not match any dependency. */
export const lint: Lint = {
  id: 'name-matches-nothing',
  severity: 'warning',
  title: 'A name in ignoreDeps or in a package rule does not match any dependency',
  impact: 'A dependency that should be ignored is bumped, or the options of a rule do not apply to it.',
  fix: 'In ignoreDeps and matchDepNames, write the depName, which starts with the registry. In matchPackageNames, write the repository.',
  find: ({ inspection }) =>
    inspection.idleNames.map(({ path, name }) => ({
      place: inConfig(inspection, path),
      message: `${JSON.stringify(name)} of ${formatPath(path)} does not match any dependency`,
    })),
  invalid: {
    config: { extends: [PRESET], ignoreDeps: [KUBELET] },
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message: '"oss/v2/kubernetes/kubelet-sysext" of ignoreDeps[0] does not match any dependency',
      },
    ],
  },
  valid: { config: { extends: [PRESET], ignoreDeps: [`${REGISTRY.slice('https://'.length)}/${KUBELET}`] } },
};
