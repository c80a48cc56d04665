/** The most that may be published, with what it was when the limit was set. Bytes, except for files. */
export const LIMITS = {
  packed: { was: 151_970, limit: 180_000 },
  unpacked: { was: 536_862, limit: 640_000 },
  files: { was: 268, limit: 340 },
  /** All that `aks-sysext-renovate/versioning` loads, gzipped. */
  versioning: { was: 2_603, limit: 3_000 },
} as const;
