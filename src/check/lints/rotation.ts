import { minorOf } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots that cache two builds of one patch. */
export const lint: Lint = {
  id: 'rotation',
  severity: 'warning',
  title: 'latestVersion and previousLatestVersion are builds of one patch',
  impact: 'The previous patch is no longer cached. A node that rolls back must download it, or cannot roll back.',
  fix: 'Set previousLatestVersion to the newest build of the previous patch. The default preset keeps it there.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { version, previous, latestVersion, previousLatestVersion } = slot;
      if (version === undefined || previous === undefined || latestVersion === previousLatestVersion) return [];
      const isSamePatch = minorOf(version) === minorOf(previous) && version.patch === previous.patch;
      if (!isSamePatch || version.prerelease !== undefined) return [];
      const message = `${nameOf(slot)}: ${previousLatestVersion} is a build of the same patch as ${latestVersion}`;
      return [{ place: at(slot, 'previousLatestVersion'), message }];
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.13-2-azlinux3', 'v1.34.13-1-azlinux3')])),
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: v1.34.13-1-azlinux3 is a build of the same patch as v1.34.13-2-azlinux3',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.13-2-azlinux3', 'v1.34.12-2-azlinux3')])) },
};
