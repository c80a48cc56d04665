import type { Config, Internals } from '../internals.ts';
import type { Digest, LogLine, Request, Snapshot } from '../messages.ts';
import type { Repository } from './checkout.ts';
import { readSources, type Sources } from './sources.ts';

/**
 * What a run is given, and what it gathers. One process may run Renovate several times; what watches Renovate looks
 * here for the run of the moment.
 */
export interface Run {
  /** The directory whose presets stand in for the published ones. */
  presetRoot: string;
  /** Directories that stand in for other repositories of presets. */
  presetRoots: Readonly<Record<string, string>>;
  /** Our presets that were read, and the tags that they are pinned to. */
  readonly pins: Map<string, { preset: string; tag: string | null }>;
  /** The presets that a directory stands in for, as they are written, by their file. */
  readonly served: Map<string, Config>;
  /** The presets that were read, as they are written. */
  readonly fetched: Map<string, unknown>;
  /** Why the last request for a preset failed. */
  fetchFailure: string | undefined;
  /** Why a preset could not be had. */
  presetFailure: string | undefined;
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
  /** The configuration, source by source, once it was read. */
  sources: Promise<Sources> | undefined;
  /** The repository that is planned. */
  repository: Pick<Repository, 'list' | 'read' | 'checkOut' | 'forge'>;
  /** Takes what Renovate is at. */
  readonly tell: (progress: string) => void;
}

/** A run before the first one. */
export function newRun(tell: Run['tell']): Run {
  return { ...fresh(), presetRoot: '', presetRoots: {}, snapshot: undefined, tell };
}

/** Makes `run` the next one. */
export function begin(
  run: Run,
  { presetRoot, presetRoots, snapshot }: Pick<Request, 'presetRoot' | 'presetRoots' | 'snapshot'>,
): void {
  Object.assign(run, fresh(), { presetRoot, presetRoots, snapshot });
}

function fresh(): Omit<Run, 'presetRoot' | 'presetRoots' | 'snapshot' | 'tell'> {
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

/** The configuration, source by source. Walking through all presets takes its time: it is done once. */
export function sourcesOf(internals: Internals, run: Run): Promise<Sources> {
  run.sources ??= readSources(internals);
  return run.sources;
}

/** The repository before one is opened. */
const NONE: Run['repository'] = {
  forge: undefined,
  list: async () => [],
  read: async () => Buffer.alloc(0),
  checkOut: async () => {},
};
