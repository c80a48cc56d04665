import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots without a previous version, in an entry whose other slots have one. */
export const lint: Lint = {
  id: 'previous-missing',
  severity: 'warning',
  title: 'A slot does not have a previousLatestVersion, but its siblings do',
  impact:
    'One version is cached, and a bump does not add another one. A node that rolls back must download it, or cannot roll back.',
  fix: 'Set previousLatestVersion to the newest build of the previous patch.',
  find: ({ slots }) =>
    groupSlots(slots, entryOf)
      .filter((entry) => entry.some(({ previousLatestVersion }) => previousLatestVersion !== undefined))
      .flatMap((entry) => entry.filter(({ previousLatestVersion }) => previousLatestVersion === undefined))
      .map((slot) => ({
        place: at(slot),
        message: `${nameOf(slot)}: previousLatestVersion is missing beside ${slot.latestVersion}`,
      })),
  invalid: {
    manifest: manifest(
      pack('kubelet', [
        slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'),
        slot('kubelet', 'v1.35.7-2-azlinux3'),
      ]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 14,
        message: 'kubelet 1.35: previousLatestVersion is missing beside v1.35.7-2-azlinux3',
      },
    ],
  },
  valid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
    ),
  },
};
