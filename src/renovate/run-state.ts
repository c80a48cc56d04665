import type { Digest, LogLine, Request, Snapshot } from './protocol.ts';

/**
 * What a run is given, and what it gathers. One process may run Renovate several times; what watches Renovate looks
 * here for the run of the moment.
 */
export interface Run {
  /** The folder whose presets stand in for the published ones. */
  presetRoot: string;
  /** Answers for all lookups. Without it, registries are asked. */
  snapshot: Snapshot | undefined;
  /** What was answered from outside. */
  recorded: Snapshot & { digests: Digest[] };
  /** How many lookups there were. */
  lookups: number;
  /** What says why something did not work. */
  log: LogLine[];
  /** Packages of which the snapshot has no digest, though Renovate wants one. */
  withoutDigest: Set<string>;
  /** The repository's files, once they are listed. */
  files: Promise<string[]> | undefined;
  /** Whether Renovate has read the history of a repository, in this run or before. */
  knowsHistory: boolean;
  /** Takes what Renovate is at. */
  readonly tell: (progress: string) => void;
}

/** A run before the first one. */
export function newRun(tell: Run['tell']): Run {
  return { ...fresh(), presetRoot: '', snapshot: undefined, knowsHistory: false, tell };
}

/** Makes `run` the next one. */
export function begin(run: Run, { presetRoot, snapshot }: Pick<Request, 'presetRoot' | 'snapshot'>): void {
  Object.assign(run, fresh(), { presetRoot, snapshot });
}

function fresh(): Pick<Run, 'recorded' | 'lookups' | 'log' | 'withoutDigest' | 'files'> {
  const recorded = { lists: [], releases: [], digests: [], presets: [] };
  return { recorded, lookups: 0, log: [], withoutDigest: new Set(), files: undefined };
}
