import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots of one entry with the same repository and minor, and slots with the same version twice. */
export const lint: Lint = {
  id: 'slot-duplicate',
  severity: 'error',
  title: 'An entry has two slots for one minor, or a slot has the same version twice',
  impact: 'Both are bumped to the same version, which the image build pulls twice, and another version is not cached.',
  fix: 'Remove one of the slots, or the repeated previousLatestVersion.',
  find: ({ slots }) => {
    const same = groupSlots(slots, (slot) =>
      slot.minor === null ? undefined : `${entryOf(slot)} ${slot.repository} ${slot.minor}`,
    );
    const doubled = same.flatMap(([first, ...more]) =>
      more.map((slot) => ({
        place: at(slot),
        message: `${nameOf(slot)}: ${slot.latestVersion} has the same minor as ${first?.latestVersion} in the same entry`,
      })),
    );
    const repeated = slots
      .filter(({ latestVersion, previousLatestVersion }) => latestVersion === previousLatestVersion)
      .map((slot) => ({
        place: at(slot, 'previousLatestVersion'),
        message: `${nameOf(slot)}: latestVersion and previousLatestVersion are both ${slot.latestVersion}`,
      }));
    return [...doubled, ...repeated];
  },
  invalid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.34.9-2-azlinux3')]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 13,
        message: 'kubelet 1.34: v1.34.9-2-azlinux3 has the same minor as v1.34.10-1-azlinux3 in the same entry',
      },
    ],
  },
  valid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
    ),
  },
};
