import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots without a previous version, in an entry whose other slots have one. */
export const lint: Lint = {
  id: 'previous-missing',
  severity: 'warning',
  title: 'A slot has no previousLatestVersion, and its siblings have one',
  impact:
    'One version of it is cached, and a bump adds no other: a node that rolls back has to download it, or cannot.',
  fix: 'Add previousLatestVersion with the newest build of the patch before.',
  find: ({ slots }) =>
    groupSlots(slots, entryOf)
      .filter((entry) => entry.some(({ previousLatestVersion }) => previousLatestVersion !== undefined))
      .flatMap((entry) => entry.filter(({ previousLatestVersion }) => previousLatestVersion === undefined))
      .map((slot) => ({ place: at(slot), message: `${nameOf(slot)}: ${slot.latestVersion} has no previous version` })),
  fires: {
    manifest: manifest(
      pack('kubelet', [
        slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'),
        slot('kubelet', 'v1.35.7-2-azlinux3'),
      ]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
    ),
  },
};
