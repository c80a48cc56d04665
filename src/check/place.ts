import type { Path } from '../manifest/path.ts';

/** How strictly a file is read: as JSON, as JSON with comments and trailing commas, or as JSON5. */
export type Syntax = 'json' | 'jsonc' | 'json5';

/** Where something is wrong. */
export interface Place {
  readonly file: string | null;
  /** In a JSON file; its nearest part that exists is pointed at. */
  readonly path?: Path;
  /** In any file, from 1. */
  readonly line?: number;
  /** In a file that is not valid: its first error is pointed at. */
  readonly invalid?: Syntax;
  /** In any file: its first line with this text is pointed at. */
  readonly text?: string;
}
