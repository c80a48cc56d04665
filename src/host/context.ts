import type { RegistryClient } from '../registry/client.ts';
import type { RetryPolicy } from '../registry/retry.ts';
import type { RunProgram } from '../system/run-program.ts';

/** What the node side needs from outside. */
export interface Context {
  /** Gives the client of a registry, by its URL. */
  readonly open: (url: string) => RegistryClient;
  readonly run: RunProgram;
  /** How long transient errors are retried outside of registries, for tarballs. */
  readonly retry?: RetryPolicy;
  /** Is told which images are on their way, and how far they are. */
  readonly onProgress?: (text: string) => void;
}
