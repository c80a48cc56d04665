/** The most that may be published, with what it was when the limit was set. Bytes, except for files. */
export const LIMITS = {
  packed: { was: 415_898, limit: 460_000 },
  unpacked: { was: 1_276_531, limit: 1_400_000 },
  files: { was: 480, limit: 530 },
  /** All that `aks-sysext-renovate/versioning` loads, gzipped. */
  versioning: { was: 3_199, limit: 3_500 },
} as const;
