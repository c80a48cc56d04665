import type { Arch } from '../../sysext/arch.ts';
import { DEFAULT_REGISTRY } from '../../sysext/image-reference.ts';
import { ARCHES_BY_DEFAULT, DOCKER_ARCH } from './arches.ts';
import { currentVersion, namedSysexts, SYSEXTS } from './patterns.ts';
import type { PackageRule } from './preset.ts';
import { sysexts } from './selectors.ts';

const VERSION = '{{newMajor}}.{{newMinor}}.{{newPatch}}';
const KUBERNETES =
  'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-{{newMajor}}.{{newMinor}}.md';
const CLOUD_PROVIDER = 'https://github.com/kubernetes-sigs/cloud-provider-azure/releases/tag';

/** The repository on Microsoft's registry; the whole name if it does not start with that registry. */
const REPOSITORY = `replace '^${DEFAULT_REGISTRY.replaceAll('.', '[.]')}/' '' depName`;

/** The web page of a repository on Microsoft's registry. Other registries have no common address of one. */
const PAGE = `https://${DEFAULT_REGISTRY}/en-us/artifact/mar/{{{${REPOSITORY}}}}/tags`;

/** The artifact of `newValue` with `suffix` after it, as a link if it has a web page. */
function artifact(suffix: string): string {
  const reference = `\`{{{depName}}}:{{{newValue}}}${suffix}\``;
  return `{{#if (equals depName (${REPOSITORY}))}}${reference}{{else}}[${reference}](${PAGE}){{/if}}`;
}

/** Definitions for the notes below: one for each architecture, empty if images are not built for it. */
export function artifactDefinitions(arches: readonly Arch[], all: readonly Arch[]): Record<string, string> {
  return Object.fromEntries(all.map((arch) => [`sysext ${arch}`, arches.includes(arch) ? 'yes' : '']));
}

/** The architecture that the docker datasource checks: {@link DOCKER_ARCH} if images are built for it. */
const DOCKER_SUFFIX = `-{{#if prBodyDefinitions.[sysext ${DOCKER_ARCH}]}}${DOCKER_ARCH}{{else}}arm64{{/if}}`;

/** The rules for the artifacts in the pull request's text. Only a link that opens in a browser is one. */
export function artifactNotes(): PackageRule[] {
  const ofArch = (arch: Arch) => `{{#if prBodyDefinitions.[sysext ${arch}]}} ${artifact(`-${arch}`)}{{/if}}`;
  const ofEach = `Artifacts:${ARCHES_BY_DEFAULT.map(ofArch).join('')}`;
  return [
    {
      // The docker datasource checks one architecture: nothing is known of the others.
      description: 'Name the artifact of each architecture that was looked up',
      ...sysexts(SYSEXTS, currentVersion({ withArch: false })),
      prBodyDefinitions: artifactDefinitions(ARCHES_BY_DEFAULT, ARCHES_BY_DEFAULT),
      prBodyNotes: [`{{#if (equals datasource 'docker')}}Artifact: ${artifact(DOCKER_SUFFIX)}{{else}}${ofEach}{{/if}}`],
    },
    {
      description: "Name the artifact of the reference's architecture",
      ...sysexts(SYSEXTS, currentVersion({ withArch: true })),
      prBodyNotes: [`Artifact: ${artifact('')}`],
    },
  ];
}

/** The rules for the changelogs in the pull request's text, for current versions that `matchCurrentVersion` matches. */
export function changelogNotes(matchCurrentVersion: string): PackageRule[] {
  return [
    {
      description: 'Link the Kubernetes changelog',
      ...sysexts(namedSysexts(['kubelet', 'kubectl']), matchCurrentVersion),
      prBodyNotes: [`[Changelog of Kubernetes ${VERSION}](${KUBERNETES}#v{{newMajor}}{{newMinor}}{{newPatch}})`],
    },
    {
      description: 'Link the changelog of cloud-provider-azure',
      ...sysexts(namedSysexts(['azure-acr-credential-provider']), matchCurrentVersion),
      prBodyNotes: [`[Changelog of cloud-provider-azure ${VERSION}](${CLOUD_PROVIDER}/v${VERSION})`],
    },
  ];
}
