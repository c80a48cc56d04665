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

/** The repository on Microsoft's registry; the whole name, if it does not start with that registry. */
const REPOSITORY = `replace '^${DEFAULT_REGISTRY.replaceAll('.', '[.]')}/' '' depName`;

/** Microsoft's registry has a page for each repository. Others answer a browser in no common way. */
const PAGE = `https://${DEFAULT_REGISTRY}/en-us/artifact/mar/{{{${REPOSITORY}}}}/tags`;

/** The artifact of `newValue`, with `suffix` behind it: as a link, where a page is known for it. */
function artifact(suffix: string): string {
  const reference = `\`{{{depName}}}:{{{newValue}}}${suffix}\``;
  return `{{#if (equals depName (${REPOSITORY}))}}${reference}{{else}}[${reference}](${PAGE}){{/if}}`;
}

/** Definitions that the notes below put into a pull request's text, one for each arch that is built for. */
export function artifactDefinitions(arches: readonly Arch[], all: readonly Arch[]): Record<string, string> {
  return Object.fromEntries(all.map((arch) => [`sysext ${arch}`, arches.includes(arch) ? 'yes' : '']));
}

/** The arch of the tags that stand for all by the docker datasource: x86-64, if images are built for it. */
const DOCKER_SUFFIX = `-{{#if prBodyDefinitions.[sysext ${DOCKER_ARCH}]}}${DOCKER_ARCH}{{else}}arm64{{/if}}`;

/** The artifacts in the pull request's text. A link stands only where it opens in a browser. */
export function artifactNotes(): PackageRule[] {
  const ofArch = (arch: Arch) => `{{#if prBodyDefinitions.[sysext ${arch}]}} ${artifact(`-${arch}`)}{{/if}}`;
  const ofEach = `Artifacts:${ARCHES_BY_DEFAULT.map(ofArch).join('')}`;
  return [
    {
      // By the docker datasource one arch was looked at: nothing is known of the others.
      description: "The pull request's text names the artifact of each arch that was looked up",
      ...sysexts(SYSEXTS, currentVersion({ withArch: false })),
      prBodyDefinitions: artifactDefinitions(ARCHES_BY_DEFAULT, ARCHES_BY_DEFAULT),
      prBodyNotes: [`{{#if (equals datasource 'docker')}}Artifact: ${artifact(DOCKER_SUFFIX)}{{else}}${ofEach}{{/if}}`],
    },
    {
      description: "The pull request's text names the artifact of the reference's arch",
      ...sysexts(SYSEXTS, currentVersion({ withArch: true })),
      prBodyNotes: [`Artifact: ${artifact('')}`],
    },
  ];
}

/** The changelogs in the pull request's text, for current versions that `matchCurrentVersion` matches. */
export function changelogNotes(matchCurrentVersion: string): PackageRule[] {
  return [
    {
      description: "The pull request's text links the Kubernetes changelog",
      ...sysexts(namedSysexts(['kubelet', 'kubectl']), matchCurrentVersion),
      prBodyNotes: [`[Changelog of Kubernetes ${VERSION}](${KUBERNETES}#v{{newMajor}}{{newMinor}}{{newPatch}})`],
    },
    {
      description: "The pull request's text links the changelog of cloud-provider-azure",
      ...sysexts(namedSysexts(['azure-acr-credential-provider']), matchCurrentVersion),
      prBodyNotes: [`[Changelog of cloud-provider-azure ${VERSION}](${CLOUD_PROVIDER}/v${VERSION})`],
    },
  ];
}
