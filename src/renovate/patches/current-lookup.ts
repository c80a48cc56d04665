import { AsyncLocalStorage } from 'node:async_hooks';

/** A lookup in progress. */
export interface Lookup {
  readonly packageName: string;
  readonly deadline: AbortSignal;
  /** Whether the last page names a next one. */
  hasNextPage: boolean;
  /** The number of tags on each page, by its URL: the first page may be requested twice. */
  readonly pages: Map<string, number>;
  readonly failures: unknown[];
}

/** The lookup that the current code runs for, in everything that the lookup calls. */
export const currentLookup = new AsyncLocalStorage<Lookup>();
