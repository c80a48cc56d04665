/** What Renovate will do with a repository's sysexts, and what stands in the way. */
export interface Plan {
  readonly renovate: { readonly version: string; readonly re2: boolean };
  readonly slots: readonly PlannedSlot[];
  readonly problems: readonly Problem[];
  /** How many dependencies are no sysexts. */
  readonly others: number;
}

/** A place in a file that holds a sysext's version. */
export interface PlannedSlot {
  readonly file: string;
  /** `kubelet 1.34`: the component and its minor. */
  readonly slot: string;
  /** The repository. */
  readonly package: string;
  readonly from: string;
  /** The version that a pull request will bring, if there is one. */
  readonly to: string | undefined;
  readonly pullRequest: { readonly branch: string; readonly title: string } | undefined;
  /** Why nothing is proposed, where there is more to say than that it is the newest. */
  readonly note: string | undefined;
}

/** Something that keeps a slot from being bumped, or that nobody should miss. */
export interface Problem {
  /** `error`: the plan is not whole. */
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'renovate-failed'
    | 'lookup-failed'
    | 'not-extracted'
    | 'manifest'
    | 'extracted-twice'
    | 'no-re2'
    | 'skipped';
  /** One line: what is wrong and what to do. */
  readonly message: string;
  readonly file: string | undefined;
  readonly package: string | undefined;
}
