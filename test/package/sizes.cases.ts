/** The most that may be published, with what it was when the limit was set. Bytes, except for files. */
export const LIMITS = {
  packed: { was: 320_888, limit: 380_000 },
  unpacked: { was: 890_116, limit: 1_050_000 },
  files: { was: 375, limit: 450 },
  /** All that `aks-sysext-renovate/versioning` loads, gzipped. */
  versioning: { was: 2_603, limit: 3_000 },
} as const;
