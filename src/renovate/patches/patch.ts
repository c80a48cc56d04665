import type { Run } from '../child/run-state.ts';
import type { Internals } from '../internals.ts';

/** A replacement of a function or object of Renovate, or of Node.js below it. */
export interface Patch extends Described {
  /** Applies the patch, once in a process. */
  readonly apply: (renovate: PatchedRenovate) => void;
}

/** A patch that lasts for a part of a run, and is reverted by the function that applies it. */
export type TemporaryPatch = Described;

interface Described {
  /** The name of its file. */
  readonly name: string;
  /** The behaviour of Renovate that makes the patch necessary. */
  readonly lacks: string;
  /** The issue or pull request about it at Renovate. */
  readonly upstream?: string;
}

/** Renovate in this process, and the run that its patches read and write. */
export interface PatchedRenovate {
  /** The directory of Renovate. */
  readonly root: string;
  readonly internals: Internals;
  readonly run: Run;
}
