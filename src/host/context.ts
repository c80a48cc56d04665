import type { RegistryClient } from '../registry/client.ts';
import type { RetryPolicy } from '../registry/retry.ts';
import type { RunProgram } from '../system/run-program.ts';

/** The registries and programs of a host. */
export interface Context {
  /** Opens a client for a registry, by its URL. */
  readonly open: (url: string) => RegistryClient;
  readonly run: RunProgram;
  /** How long transient errors are retried outside of registries, for tarballs. */
  readonly retry?: RetryPolicy;
  /** Receives the progress of images. */
  readonly onProgress?: (text: string) => void;
}
