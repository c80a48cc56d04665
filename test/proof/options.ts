import fc from 'fast-check';
import { getOptions } from 'renovate/dist/config/options/index.js';

/*
 * Configurations with every option that Renovate has, in every place that it may stand in, with values of its type.
 */

/** An option, as far as a value for it has to be known. */
interface Option {
  readonly name: string;
  readonly type: 'array' | 'boolean' | 'integer' | 'object' | 'string';
  readonly subType?: string;
  readonly allowedValues?: readonly string[];
  readonly parents?: readonly string[];
  readonly globalOnly?: boolean;
}

type Json = Record<string, unknown>;

const OPTIONS = (getOptions() as readonly Option[]).filter(({ globalOnly }) => !globalOnly);

/** Options with rules of their own for their values. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  abandonmentThreshold: ['1 year'],
  allowedVersions: ['/^v/', '<2.0.0', '!/rc/'],
  automergeSchedule: [['* 0-3 * * *'], 'at any time'],
  baseBranchPatterns: [['main'], ['/^release/', '$default']],
  bumpVersions: [[{ filePatterns: ['VERSION'], matchStrings: ['^(?<version>.+)$'], bumpType: 'patch' }]],
  commitTrailers: [['Signed-off-by: a <a@example.org>']],
  constraints: [{ node: '24' }],
  customDatasources: [
    { own: { defaultRegistryUrlTemplate: 'https://registry.example/own.json', transformTemplates: ['$'] } },
  ],
  customManagers: [
    [
      {
        customType: 'regex',
        managerFilePatterns: ['/x$/'],
        matchStrings: ['(?<depName>a)=(?<currentValue>.+)'],
        datasourceTemplate: 'docker',
      },
    ],
    [
      {
        customType: 'jsonata',
        fileFormat: 'json',
        managerFilePatterns: ['/x$/'],
        matchStrings: ['$.{ "depName": a, "currentValue": b }'],
        datasourceTemplate: 'docker',
      },
    ],
  ],
  docker: [{ enabled: false }],
  enabledManagers: [['custom.regex'], ['custom.regex', 'dockerfile']],
  env: [{}],
  extends: [
    ['config:recommended'],
    [':automergePatch', 'schedule:daily'],
    ['github>org/aks-sysext-renovate//presets/owners(alice)'],
    ['github>org/aks-sysext-renovate//presets/revisionless(azlinux3)', 'npm:unpublishSafe'],
    'helpers:pinGitHubActionDigests',
  ],
  extractVersion: ['^(?<version>.+)$'],
  gitAuthor: ['a <a@example.org>'],
  hashedBranchLength: [20],
  hostRules: [
    [{ matchHost: 'registry.example', timeout: 1000, insecureRegistry: true }],
    [{ hostType: 'docker', enabled: true, headers: {} }],
  ],
  ignoreDeps: [['a', 'registry.example/oss/v2/kubernetes/kubelet-sysext'], []],
  ignorePaths: [['vendor/**'], ['components.json']],
  ignorePresets: [[':automergePatch']],
  logLevelRemap: [[{ matchMessage: 'x', newLogLevel: 'debug' }]],
  matchConfidence: [['high']],
  matchCurrentAge: ['> 1 days'],
  matchCurrentValue: ['/^v1/'],
  matchCurrentVersion: ['/^v1/', '>=1.0.0'],
  matchDatasources: [['docker'], 'custom.aks-sysext'],
  matchJsonata: [['depName = "a"']],
  matchManagers: [['custom.regex'], 'npm'],
  matchNewValue: ['/^v1/'],
  minimumReleaseAge: ['3 days', '0 days'],
  minimumReleaseAgeBuffer: ['30 minutes'],
  npmrc: ['registry=https://registry.example'],
  overrideDatasource: ['docker'],
  packageRules: [[{ matchPackageNames: ['a'], automerge: true }], []],
  schedule: [['* 0-3 * * *'], 'at any time', ['* * * * 1-5']],
  semanticCommitScope: [null, 'deps'],
  sourceUrl: ['https://example.org/a'],
  statusCheckNames: [{ minimumReleaseAge: null }],
  timezone: ['UTC', 'Europe/Berlin'],
  versionCompatibility: ['^(?<version>.*?)(?<compatibility>-.*)?$'],
  versioning: ['docker', 'semver', 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)$'],
};

const NAMES = [['a'], ['/-sysext$/'], ['**/kubelet-sysext', '!b'], 'a'];

const UPDATE_TYPES = ['major', 'minor', 'patch', 'pin', 'digest', 'rollback', 'pinDigest', 'replacement'];

/** A place that options may stand in, by the name of what holds them. */
const HOLDERS = [
  '.',
  'packageRules',
  ...UPDATE_TYPES,
  'group',
  'lockFileMaintenance',
  'vulnerabilityAlerts',
  'regex',
  'npm',
  'dockerfile',
];

/** Managers, whose objects stand at the top alone. */
const MANAGERS = OPTIONS.find(({ name }) => name === 'managerFilePatterns')?.parents ?? [];

/** Options that some holder may have: their parents say so, if they have any. */
function optionsFor(holder: string): readonly Option[] {
  return OPTIONS.filter(
    ({ name, parents }) =>
      name !== holder &&
      (parents === undefined || parents.includes(holder)) &&
      (holder === '.' || !MANAGERS.includes(name)),
  );
}

/** Values of an option; objects in it have options of their own, `depth` levels deep. */
function arbitraryOf(option: Option, depth: number): fc.Arbitrary<unknown> {
  const { name, type, allowedValues, subType } = option;
  const known = VALUES[name];
  if (known !== undefined) return fc.constantFrom(...known);
  if (
    /^match(?:PackageNames|DepNames|SourceUrls|FileNames|DepTypes|Categories|Repositories|BaseBranches|RegistryUrls)$/.test(
      name,
    )
  )
    return fc.constantFrom(...NAMES);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.nat(30);
    case 'string':
      return allowedValues === undefined
        ? fc.constantFrom('x', 'some text', '{{depName}}')
        : fc.constantFrom(...allowedValues);
    case 'array':
      if (allowedValues !== undefined) return fc.subarray([...allowedValues], { minLength: 1 });
      return subType === 'object' ? fc.constant([]) : fc.constantFrom(['x'], []);
    case 'object':
      return HOLDERS.includes(name) && depth > 0 ? holding(name, depth - 1) : fc.constant({});
  }
}

/** An object with some of the options that may stand in it. */
function holding(holder: string, depth: number, count = 4): fc.Arbitrary<Json> {
  const options = optionsFor(holder);
  return fc
    .uniqueArray(fc.nat(options.length - 1), { maxLength: count })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.flatMap((index) => {
          const option = options[index];
          return option === undefined
            ? []
            : [arbitraryOf(option, depth).map((value): [string, unknown] => [option.name, value])];
        }),
      ),
    )
    .map((entries) => Object.fromEntries(entries));
}

/** A package rule: it needs something to match by. */
const rule = holding('packageRules', 2, 6).map((one) => ({ matchPackageNames: ['/-sysext$/'], ...one }));

/** A configuration of valid options, that extends the default preset. */
export const configurations: fc.Arbitrary<Json> = fc
  .tuple(holding('.', 2, 8), fc.array(rule, { maxLength: 4 }), fc.constantFrom('default', 'docker', 'annotations'))
  .map(([top, rules, name]) => {
    const { extends: extended = [], packageRules: _, ...rest } = top;
    const preset =
      name === 'default' ? 'github>org/aks-sysext-renovate' : `github>org/aks-sysext-renovate//presets/${name}`;
    return { ...rest, extends: ['github>org/aks-sysext-renovate', preset, ...[extended].flat()], packageRules: rules };
  });

/** Every option in every place that it may stand in, one in each configuration. */
export function singles(): { readonly name: string; readonly config: Json }[] {
  return HOLDERS.flatMap((holder) =>
    optionsFor(holder).flatMap((option) => {
      const [value] = fc.sample(arbitraryOf(option, 1), { numRuns: 1, seed: 1 });
      const own = { [option.name]: value };
      const selector = { matchPackageNames: ['/-sysext$/'] };
      const places: [string, Json][] =
        holder === '.'
          ? [['at the top', own]]
          : holder === 'packageRules'
            ? [['in a rule', { packageRules: [{ ...selector, ...own }] }]]
            : [
                [`in ${holder}`, { [holder]: own }],
                [`in ${holder} of a rule`, { packageRules: [{ ...selector, [holder]: own }] }],
              ];
      return places.map(([place, config]) => ({
        name: `${option.name} ${place}`,
        config: {
          ...config,
          extends: ['github>org/aks-sysext-renovate', ...[(config['extends'] as string[]) ?? []].flat()],
        },
      }));
    }),
  );
}
