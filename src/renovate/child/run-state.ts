import type { Config, Internals } from '../internals.ts';
import type { Digest, LogLine, Request, Snapshot } from '../messages.ts';
import type { Repository } from './checkout.ts';
import { readSources, type Sources } from './sources.ts';

/**
 * The state of a run: its request, and the data that patches collect. One process may run Renovate several times; the
 * patches, which are applied once, read the state of the current run.
 */
export interface Run {
  /** The directory whose presets replace the published ones. */
  presetRoot: string;
  /** Directories that replace other repositories of presets. */
  presetRoots: Readonly<Record<string, string>>;
  /** Our presets that were read, and the tags that they are pinned to. */
  readonly pins: Map<string, { preset: string; tag: string | null }>;
  /** The presets that a directory stands in for, as they are written, by their file. */
  readonly served: Map<string, Config>;
  /** The presets that were read, as they are written. */
  readonly fetched: Map<string, unknown>;
  /** Why the last request for a preset failed. */
  fetchFailure: string | undefined;
  /** Why a preset could not be loaded. */
  presetFailure: string | undefined;
  /** The results of all lookups. Without it, registries are queried. */
  snapshot: Snapshot | undefined;
  /** The results of lookups and fetches. */
  recorded: Snapshot & { digests: Digest[] };
  /** The number of lookups so far. */
  lookups: number;
  /** The lines of the log that explain failures. */
  log: LogLine[];
  /** Packages whose digest Renovate requires, and the snapshot does not have. */
  withoutDigest: Set<string>;
  /** The configuration, source by source, once it was read. */
  sources: Promise<Sources> | undefined;
  /** The repository that is planned. */
  repository: Pick<Repository, 'list' | 'read' | 'checkOut' | 'forge'>;
  /** Reports the step of the run. */
  readonly report: (progress: string) => void;
}

/** The state before the first run. */
export function newRun(report: Run['report']): Run {
  return { ...fresh(), presetRoot: '', presetRoots: {}, snapshot: undefined, report };
}

/** Resets `run` for the next one. */
export function begin(
  run: Run,
  { presetRoot, presetRoots, snapshot }: Pick<Request, 'presetRoot' | 'presetRoots' | 'snapshot'>,
): void {
  Object.assign(run, fresh(), { presetRoot, presetRoots, snapshot });
}

function fresh(): Omit<Run, 'presetRoot' | 'presetRoots' | 'snapshot' | 'report'> {
  return {
    recorded: { lists: [], releases: [], digests: [], presets: [] },
    withoutDigest: new Set(),
    lookups: 0,
    log: [],
    pins: new Map(),
    served: new Map(),
    fetched: new Map(),
    fetchFailure: undefined,
    presetFailure: undefined,
    sources: undefined,
    repository: NONE,
  };
}

/** The configuration, source by source. Reading all presets is slow: it is done once. */
export function sourcesOf(internals: Internals, run: Run): Promise<Sources> {
  run.sources ??= readSources(internals);
  return run.sources;
}

/** The repository until one is opened. */
const NONE: Run['repository'] = {
  forge: undefined,
  list: async () => [],
  read: async () => Buffer.alloc(0),
  checkOut: async () => {},
};
