import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMPONENTS } from '../src/sysext/component.ts';

/*
 * A repository as teams have it: sysext slots beside hundreds of other dependencies, of ten datasources, with a
 * configuration that has grown. It is made up here, and not checked in.
 */

/** Dependencies of each datasource, in files of a service each. */
const PER_DATASOURCE = 60;
const PER_FILE = 6;

/** The Kubernetes minors of the slots: one slot each for four components. */
const MINORS = [31, 32, 33, 34, 35];

/** How one dependency is written, and the file that holds several; by datasource. */
const DATASOURCES: Readonly<
  Record<string, { file: string; dep: (name: string) => string; whole: (deps: string[]) => string }>
> = {
  npm: {
    file: 'package.json',
    dep: (name) => `"${name}": "1.0.0"`,
    whole: (deps) => `{"name": "service", "version": "1.0.0", "dependencies": {${deps.join(', ')}}}\n`,
  },
  go: {
    file: 'go.mod',
    dep: (name) => `require github.com/acme/${name} v1.0.0`,
    whole: (deps) => `module example.org/service\n\ngo 1.23\n\n${deps.join('\n')}\n`,
  },
  docker: {
    file: 'Dockerfile',
    dep: (name) => `FROM acme/${name}:1.0.0`,
    whole: (deps) => `${deps.join('\n')}\n`,
  },
  pypi: {
    file: 'requirements.txt',
    dep: (name) => `${name}==1.0.0`,
    whole: (deps) => `${deps.join('\n')}\n`,
  },
  maven: {
    file: 'pom.xml',
    dep: (name) =>
      `<dependency><groupId>org.acme</groupId><artifactId>${name}</artifactId><version>1.0.0</version></dependency>`,
    whole: (deps) =>
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><dependencies>${deps.join('\n')}</dependencies></project>\n`,
  },
  'github-tags': {
    file: '.github/workflows/build.yml',
    dep: (name) => `      - uses: acme/${name}@v1.0.0`,
    whole: (deps) => `on: push\njobs:\n  build:\n    runs-on: self-hosted\n    steps:\n${deps.join('\n')}\n`,
  },
  helm: {
    file: 'Chart.yaml',
    dep: (name) => `  - name: ${name}\n    version: 1.0.0\n    repository: https://charts.acme.example`,
    whole: (deps) => `apiVersion: v2\nname: service\nversion: 1.0.0\ndependencies:\n${deps.join('\n')}\n`,
  },
  'terraform-module': {
    file: 'main.tf',
    dep: (name) => `module "${name}" {\n  source  = "acme/${name}/azurerm"\n  version = "1.0.0"\n}`,
    whole: (deps) => `${deps.join('\n')}\n`,
  },
  nuget: {
    file: 'Service.csproj',
    dep: (name) => `<PackageReference Include="${name}" Version="1.0.0" />`,
    whole: (deps) => `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>${deps.join('\n')}</ItemGroup></Project>\n`,
  },
  rubygems: {
    file: 'Gemfile',
    dep: (name) => `gem '${name}', '1.0.0'`,
    whole: (deps) => `source 'https://rubygems.org'\n${deps.join('\n')}\n`,
  },
};

/** How many dependencies beside the sysexts the repository has. */
export const OTHERS = Object.keys(DATASOURCES).length * PER_DATASOURCE;

/** What the registry of the sysexts has: each slot's version, and a newer one of all components but the last. */
export const TAGS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  COMPONENTS.map(({ repository, kubernetes }) => {
    const versions = MINORS.flatMap((minor) => [
      `v1.${minor}.1-1-azlinux3`,
      ...(kubernetes ? [`v1.${minor}.2-1-azlinux3`] : []),
    ]);
    return [repository, versions.flatMap((version) => [`${version}-x86-64`, `${version}-arm64`])];
  }),
);

/** The version that each slot gets, by its package and minor; `null` for none. */
export const EXPECTED: ReadonlyMap<string, string | null> = new Map(
  COMPONENTS.flatMap(({ repository, kubernetes }) =>
    MINORS.map((minor) => [`${repository} 1.${minor}`, kubernetes ? `v1.${minor}.2-1-azlinux3` : null] as const),
  ),
);

/** A configuration with everything that a team has in its own, and the presets beside it. */
function configuration(presets: readonly string[]): object {
  return {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended', ':semanticCommits', 'group:monorepos', 'group:recommended', ...presets],
    labels: ['dependencies'],
    prConcurrentLimit: 20,
    schedule: ['at any time'],
    ignorePaths: ['**/node_modules/**', '**/vendor/**'],
    hostRules: [{ matchHost: 'charts.acme.example', timeout: 20_000 }],
    packageRules: [
      ...Object.keys(DATASOURCES).flatMap((datasource) => [
        {
          matchDatasources: [datasource],
          matchUpdateTypes: ['patch'],
          groupName: `${datasource} patches`,
          automerge: true,
        },
        { matchDatasources: [datasource], matchUpdateTypes: ['major'], dependencyDashboardApproval: true },
        { matchDatasources: [datasource], matchFileNames: ['services/1/**'], addLabels: ['service-1'] },
      ]),
      { matchManagers: ['gomod'], matchUpdateTypes: ['minor'], groupName: 'go minors' },
      { matchPackageNames: ['acme/**'], reviewers: ['team:images'] },
      { matchSourceUrls: ['https://github.com/acme/**'], commitMessageSuffix: '(acme)' },
    ],
  };
}

/** Settings of the repository. */
interface LargeRepository {
  /** The registry of the sysexts. */
  readonly url: string;
  /** What its configuration extends beside presets of Renovate. */
  readonly presets: readonly string[];
  /** Whether there is anything beside the sysexts. */
  readonly others: boolean;
}

/** Writes the repository into a new directory. */
export function writeLargeRepository({ url, presets, others }: LargeRepository): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'large-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), text);
  };
  const versionsV2 = MINORS.flatMap((minor) =>
    COMPONENTS.map(({ repository }) => ({
      k8sVersion: `1.${minor}`,
      renovateTag: `OCI_registry=${url}, name=${repository}`,
      latestVersion: `v1.${minor}.1-1-azlinux3`,
    })),
  );
  write('renovate.json', JSON.stringify(configuration(presets), null, 2));
  write(
    'parts/common/components.json',
    JSON.stringify({ Packages: [{ downloadURIs: { flatcar: { current: { versionsV2 } } } }] }, null, 2),
  );
  if (!others) return dir;
  for (const [datasource, { file, dep, whole }] of Object.entries(DATASOURCES)) {
    for (let service = 0; service < PER_DATASOURCE / PER_FILE; service += 1) {
      const deps = Array.from({ length: PER_FILE }, (_, index) => dep(`${datasource}-${service}-${index}`));
      write(`services/${service}/${file}`, whole(deps));
    }
  }
  return dir;
}
