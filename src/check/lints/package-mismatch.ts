import { COMPONENTS, findComponent } from '../../sysext/component.ts';
import { manifest, pack, slot } from '../examples.ts';
import { nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Packages named for one component, with slots of another one. */
export const lint: Lint = {
  id: 'package-mismatch',
  severity: 'error',
  title: 'A package is named for one component, and its slots name another one',
  impact:
    'The image build caches one component under the name of another one, and the intended component is not bumped.',
  fix: 'Correct the renovateTag and the downloadURL, or move the slot to its own package.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { packageName = '', repository } = slot;
      const own = findComponent(repository);
      const named = COMPONENTS.filter(({ name }) => packageName.includes(name));
      if (own === undefined || named.length === 0 || named.includes(own)) return [];
      const message = `${nameOf(slot)}: the package is named ${packageName}, but the renovateTag names ${repository}`;
      return [{ place: { file: slot.file, path: [...slot.path, 'renovateTag'] }, message }];
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubectl', 'v1.34.10-1-azlinux3')])),
    findings: [
      {
        file: 'components.json',
        line: 10,
        message:
          'kubectl 1.34: the package is named kubelet, but the renovateTag names oss/v2/kubernetes/kubectl-sysext',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')])) },
};
