import type { Arch } from '../../sysext/arch.ts';

/** The fields of a custom manager that these presets use (Renovate: `customManagers`). */
export interface CustomManager {
  readonly customType: 'regex';
  readonly description: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly matchStringsStrategy?: 'recursive';
  readonly depNameTemplate: string;
  readonly depTypeTemplate?: string;
  readonly currentValueTemplate?: string;
  readonly datasourceTemplate: string;
  readonly registryUrlTemplate: string;
  readonly extractVersionTemplate: string;
  readonly autoReplaceStringTemplate?: string;
}

/** The fields of a package rule that these presets use (Renovate: `packageRules`). */
export interface PackageRule {
  readonly description: string;
  readonly matchDatasources?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly matchCurrentVersion?: string;
  readonly matchRegistryUrls?: readonly string[];
  readonly matchUpdateTypes?: readonly 'patch'[];
  readonly matchJsonata?: readonly string[];
  readonly overrideDatasource?: string;
  readonly overridePackageName?: string;
  readonly registryUrls?: readonly string[];
  readonly extractVersion?: string;
  readonly versioning?: string;
  readonly allowedVersions?: string;
  readonly rollbackPrs?: boolean;
  readonly pinDigests?: boolean;
  readonly minimumReleaseAgeBehaviour?: 'timestamp-optional';
  readonly groupName?: string;
  readonly commitMessageTopic?: string;
  readonly prBodyNotes?: readonly string[];
  readonly prBodyDefinitions?: Readonly<Record<string, string>>;
  readonly automerge?: boolean;
  readonly branchTopic?: string;
  readonly group?: { readonly branchTopic: string };
  readonly reviewers?: readonly string[];
  readonly assignees?: readonly string[];
}

/** The fields of a custom datasource that these presets use (Renovate: `customDatasources`). */
export interface CustomDatasource {
  readonly description: string;
  readonly format: 'json';
  readonly transformTemplates: readonly string[];
}

/**
 * Facts about a preset that its file does not have, for the code that plans and checks with it. Presets are named by their
 * published file, those of Renovate by their name.
 */
export interface PresetFacts {
  /** How many arguments it accepts, as in `owners(a, b)`, and an example of one. It accepts none if not given. */
  readonly parameters?: { readonly min: number; readonly max: number; readonly example: string };
  /** The architectures whose tags its datasource requires; `undefined` if it has no datasource. */
  readonly arches?: readonly Arch[];
  /** Presets that have to stand before it if a repository extends them too: it overwrites what they set. */
  readonly after?: readonly string[];
  /** Presets that it contradicts, with the reason. */
  readonly notWith?: Readonly<Record<string, string>>;
}

/** Presets that set everything for every sysext: a preset that changes some of it comes after them. */
export const AFTER_RULES = ['default.json', 'presets/rules.json'] as const;

/** A published preset: the content of one JSON file without its `$schema`, with facts about it. */
export interface Preset {
  readonly description: string;
  readonly facts?: PresetFacts;
  readonly customDatasources?: Readonly<Record<string, CustomDatasource>>;
  readonly customManagers?: readonly CustomManager[];
  readonly packageRules?: readonly PackageRule[];
}
