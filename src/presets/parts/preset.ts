/** A custom manager, as far as these presets use one (Renovate: `customManagers`). */
export interface CustomManager {
  readonly customType: 'regex';
  readonly description: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly matchStringsStrategy?: 'recursive';
  readonly depNameTemplate: string;
  readonly currentValueTemplate?: string;
  readonly datasourceTemplate: string;
  readonly registryUrlTemplate: string;
  readonly extractVersionTemplate: string;
  readonly autoReplaceStringTemplate?: string;
}

/** A package rule, as far as these presets use one (Renovate: `packageRules`). */
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

/** A custom datasource, as far as these presets use one (Renovate: `customDatasources`). */
export interface CustomDatasource {
  readonly description: string;
  readonly format: 'json';
  readonly transformTemplates: readonly string[];
}

/** A published preset: what stands in one JSON file, less its `$schema`, and what is known of it beside that. */
export interface Preset {
  readonly description: string;
  /** How many arguments it takes, as in `owners(a, b)`; none, if not given. Not a part of the file. */
  readonly parameters?: { readonly min: number; readonly max: number };
  readonly customDatasources?: Readonly<Record<string, CustomDatasource>>;
  readonly customManagers?: readonly CustomManager[];
  readonly packageRules?: readonly PackageRule[];
}
