import type { PlannedSlot, Reason } from '../../analysis/schema.ts';

/** The roles of a version for the slots of its line. If it has several, the first is drawn. */
export const ROLES = ['proposed', 'cached', 'previous', 'skipped', 'published'] as const;

/** The role of a version for the slots of its line. */
export type Role = (typeof ROLES)[number];

/** A published version on its line. */
export interface Mark {
  readonly version: string;
  readonly role: Role;
  /** The reason of a skipped version. */
  readonly reason: Reason | undefined;
  readonly arches: readonly string[];
  /** Required architectures that it is not published for. */
  readonly missing: readonly string[];
}

/** The versions of one distro, by column. */
export interface Lane {
  readonly distro: string;
  /** Whether a slot has this distro, so that its versions can be proposed. */
  readonly own: boolean;
  readonly marks: readonly (Mark | undefined)[];
}

/** A column of versions that differ only in distro. */
interface Column {
  readonly label: string;
  /** The number of columns before it that are omitted. */
  readonly omitted: number;
}

/** The versions of one Kubernetes minor of a component. */
export interface Line {
  readonly minor: string;
  readonly slots: readonly PlannedSlot[];
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  readonly hiddenLanes: number;
  readonly published: number;
}

/** The lines of a component, one for each Kubernetes minor. */
export interface Timeline {
  readonly component: string;
  readonly package: string;
  readonly lines: readonly Line[];
}
