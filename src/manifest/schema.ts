import { z } from 'zod';
import { REPOSITORY_SUFFIX } from '../sysext/component.ts';

/** A slot of a `components.json` manifest: one cached version, and the one before it. Other fields may stand beside. */
export const SlotSchema = z.object({
  k8sVersion: z.string().optional(),
  renovateTag: z.string().optional(),
  latestVersion: z.string().optional(),
  previousLatestVersion: z.string().optional(),
});

/** How deep objects may be nested in a slot: the presets' pattern has no recursion. */
export const MAX_SLOT_DEPTH = 2;

/** An entry for one OS release: its slots, and where to download them from. Other fields may stand beside. */
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
