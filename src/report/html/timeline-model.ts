import type { PlannedSlot, Reason } from '../../analysis/schema.ts';

/** What a version can be to the slots of its line; of one that is several things, the first is drawn. */
export const ROLES = ['proposed', 'cached', 'previous', 'held-back', 'published'] as const;

/** One of the things that a version can be to the slots of its line. */
export type Role = (typeof ROLES)[number];

/** A published version on its line. */
export interface Mark {
  readonly version: string;
  readonly role: Role;
  /** Why it was not taken, if it is held back. */
  readonly reason: Reason | undefined;
  readonly arches: readonly string[];
  /** Architectures that the versions in use have, and this one has not. */
  readonly missing: readonly string[];
}

/** The versions of one distro, a place for each column. */
export interface Lane {
  readonly distro: string;
  /** Whether a slot has this distro, so that its versions can be proposed. */
  readonly own: boolean;
  readonly marks: readonly (Mark | undefined)[];
}

/** Versions that differ in distro only stand in one column. */
export interface Column {
  readonly label: string;
  /** How many columns before it were left out. */
  readonly skipped: number;
}

/** A Kubernetes line of a component. */
export interface Line {
  readonly minor: string;
  readonly slots: readonly PlannedSlot[];
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  readonly hiddenLanes: number;
  readonly published: number;
}

/** A component's lines, one for each Kubernetes minor. */
export interface Timeline {
  readonly component: string;
  readonly package: string;
  readonly lines: readonly Line[];
}
