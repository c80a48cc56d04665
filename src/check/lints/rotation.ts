import { manifest, pack, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots that cache two builds of one patch. */
export const lint: Lint = {
  id: 'rotation',
  severity: 'warning',
  title: 'Latest and previous version are of the same patch',
  impact: 'The patch before is no longer cached: a node that rolls back has to download it, or cannot.',
  fix: 'Put the newest build of the patch before into previousLatestVersion; the default preset keeps it there.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { version, previous, latestVersion, previousLatestVersion } = slot;
      if (version === undefined || previous === undefined || latestVersion === previousLatestVersion) return [];
      const same =
        version.major === previous.major && version.minor === previous.minor && version.patch === previous.patch;
      if (!same || version.prerelease !== undefined) return [];
      const message = `${nameOf(slot)}: ${previousLatestVersion} is an older build of ${latestVersion}`;
      return [{ place: at(slot, 'previousLatestVersion'), message }];
    }),
  fires: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.13-2-azlinux3', 'v1.34.13-1-azlinux3')])) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.13-2-azlinux3', 'v1.34.12-2-azlinux3')])) },
};
