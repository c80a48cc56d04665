import { z } from 'zod';

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

/** What a `renovateTag` says of a sysext: `OCI_registry=https://mcr.microsoft.com, name=oss/v2/kubernetes/kubelet-sysext`. */
export const SYSEXT_TAG =
  /^(?:OCI_)?registry=(?<registry>https?:\/\/[^,\s]+?)\/?\s*,\s*name=(?<repository>[^,\s]+-sysext)(?:\s*,.*)?$/;
