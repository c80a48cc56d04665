import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots of one entry for one repository and one minor, and slots that name one version twice. */
export const lint: Lint = {
  id: 'slot-duplicate',
  severity: 'error',
  title: 'One entry has two slots for the same minor, or a slot has the same version twice',
  impact: 'Both are bumped to the same version, and the image build pulls it twice; one of them was meant otherwise.',
  fix: 'Take one of the slots out; leave previousLatestVersion out where there is no other version.',
  find: ({ slots }) => {
    const same = groupSlots(slots, (slot) =>
      slot.minor === null ? undefined : `${entryOf(slot)} ${slot.repository} ${slot.minor}`,
    );
    const doubled = same.flatMap(([first, ...more]) =>
      more.map((slot) => ({
        place: at(slot),
        message: `${nameOf(slot)}: ${slot.latestVersion} stands beside ${first?.latestVersion} in the same entry`,
      })),
    );
    const repeated = slots
      .filter(({ latestVersion, previousLatestVersion }) => latestVersion === previousLatestVersion)
      .map((slot) => ({
        place: at(slot, 'previousLatestVersion'),
        message: `${nameOf(slot)}: ${slot.latestVersion} is both the latest and the previous version`,
      }));
    return [...doubled, ...repeated];
  },
  fires: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.34.9-2-azlinux3')]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
    ),
  },
};
