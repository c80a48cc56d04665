import { z } from 'zod';
import { REPOSITORY_SUFFIX } from '../sysext/component.ts';

/** The fields of a slot in a `components.json` manifest. It may have others. */
export const SlotSchema = z.looseObject({
  k8sVersion: z.string().optional(),
  renovateTag: z.string().optional(),
  latestVersion: z.string().optional(),
  previousLatestVersion: z.string().optional(),
});

/** The most levels of objects in a slot: the presets' pattern cannot recurse. */
export const MAX_SLOT_DEPTH = 2;

/** The fields of an entry for one OS release: its slots, and the URL to download them from. It may have others. */
export const EntrySchema = z.object({
  versionsV2: z.array(z.unknown()),
  downloadURL: z.string().optional(),
});

/**
 * The `renovateTag` of a sysext, such as `OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext`:
 * a pattern in RE2 syntax, without anchors, for its text in JSON. The presets' manager and the reader of slots are built
 * from it.
 */
export const RENOVATE_TAG =
  '(?:OCI_)?registry=(?<scheme>https?)://(?<host>[^/",\\s\\\\]+)(?<path>(?:/[^/",\\s\\\\]+)*)/?' +
  `\\s*,\\s*name=(?<packageName>[^",\\s\\\\]+${REPOSITORY_SUFFIX})(?:\\s*,[^"]*)?`;
