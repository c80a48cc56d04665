import { COMPONENTS, findComponent } from '../../sysext/component.ts';
import { manifest, pack, slot } from '../examples.ts';
import { nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Packages that are named for one component, with slots that name another one. */
export const lint: Lint = {
  id: 'package-mismatch',
  severity: 'error',
  title: 'A package is named for one component, and its slots name the sysext of another',
  impact: 'The image build caches one component under the name of another, and the one that is meant is not bumped.',
  fix: 'Correct the renovateTag and the downloadURL, or move the slot to its own package.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { packageName = '', repository } = slot;
      const own = findComponent(repository);
      const named = COMPONENTS.filter(({ name }) => packageName.includes(name));
      if (own === undefined || named.length === 0 || named.includes(own)) return [];
      const message = `${nameOf(slot)}: the package is named ${packageName}, and the renovateTag names ${repository}`;
      return [{ place: { file: slot.file, path: [...slot.path, 'renovateTag'] }, message }];
    }),
  fires: { manifest: manifest(pack('kubelet', [slot('kubectl', 'v1.34.10-1-azlinux3')])) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')])) },
};
