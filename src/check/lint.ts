import type { Severity } from '../analysis/diagnostic.ts';
import type { Facts } from './facts.ts';
import type { Place } from './place.ts';

/** Something that a lint found. */
export interface Found {
  readonly place: Place;
  /** One line: the problem, with the package and the value. */
  readonly message: string;
  /** The slots that it is about, for people. Findings that differ in nothing else are reported as one, with all of them. */
  readonly slots?: string;
  /** The package that it is about. */
  readonly package?: string | null;
  /** The lint's own, if not given. */
  readonly severity?: Severity;
  /** The lint's own, if not given. */
  readonly impact?: string;
  /** The lint's own, if not given. */
  readonly fix?: string;
}

/** A small repository, to which a lint is applied. */
export interface Example {
  /** `renovate.json`; the default preset alone, if not given. */
  readonly config?: unknown;
  /** `components.json`; {@link MANIFEST}, if not given. */
  readonly manifest?: unknown;
  /** Other files of the repository. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** The branches of the repository, the current one first; it is not a git repository, if not given. */
  readonly branches?: readonly string[];
  /** Files that git does not track. */
  readonly untracked?: Readonly<Record<string, unknown>>;
  /** The registry's versions, each on x86-64 and arm64 unless they name one; those of the manifest, if not given. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  /** The most tags of a page of the registry; all, if not given. */
  readonly pageLimit?: number;
  /** The title of every artifact's layer; the right one, if not given. */
  readonly titles?: string;
}

/** A finding that a lint reports for its invalid example. */
export interface ExpectedFinding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The lint's own, if not given. */
  readonly severity?: Severity;
  /** The lint's own, if not given. */
  readonly fix?: string;
}

/** A repository for which a lint reports exactly these findings. */
interface InvalidExample extends Example {
  readonly findings: readonly ExpectedFinding[];
}

/** The first release that has lints. */
export const FIRST_RELEASE = '0.1.0';

/** One thing that can be wrong. */
export interface Lint {
  readonly id: string;
  readonly severity: Severity;
  /** When a finding has another severity: `error where …`. */
  readonly severityNote?: string;
  /** One line, without a full stop. */
  readonly title: string;
  /** The consequence for users. */
  readonly impact: string;
  readonly fix: string;
  /** Whether it needs what a registry answers: to a plan, or to more than a plan asks. */
  readonly asksRegistry?: 'as a plan' | 'for more';
  /** Whether the check is incomplete where it finds something: what was not looked up may hide other findings. */
  readonly incomplete?: true;
  find(facts: Facts): Found[];
  /** The release that introduced it; {@link FIRST_RELEASE}, if not given. */
  readonly since?: string;
  readonly invalid: InvalidExample;
  /** A repository for which the lint reports nothing, such as the fixed invalid one. */
  readonly valid: Example;
}
