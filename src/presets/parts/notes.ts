import type { Arch } from '../../sysext/arch.ts';
import { ARCHES_BY_DEFAULT } from './arches.ts';
import { currentVersion, namedSysexts, SYSEXTS } from './patterns.ts';
import type { PackageRule } from './preset.ts';
import { sysexts } from './selectors.ts';

const VERSION = '{{newMajor}}.{{newMinor}}.{{newPatch}}';
const KUBERNETES =
  'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-{{newMajor}}.{{newMinor}}.md';
const CLOUD_PROVIDER = 'https://github.com/kubernetes-sigs/cloud-provider-azure/releases/tag';

/** Where an artifact of depName is, if depName starts with a registry. */
const MANIFEST = "https://{{{replace '^([^/]+)/' '$1/v2/' depName}}}/manifests/{{{newValue}}}";

/** A link to the artifact of `newValue`, with `suffix` behind it. */
function artifactLink(suffix: string): string {
  return `[\`{{{depName}}}:{{{newValue}}}${suffix}\`](${MANIFEST}${suffix})`;
}

/** Definitions that the notes below put into a pull request's text, one for each arch that is built for. */
export function artifactDefinitions(arches: readonly Arch[], all: readonly Arch[]): Record<string, string> {
  return Object.fromEntries(all.map((arch) => [`sysext ${arch}`, arches.includes(arch) ? 'yes' : '']));
}

/** The artifacts in the pull request's text. */
export function artifactNotes(): PackageRule[] {
  const link = (arch: Arch) => `{{#if prBodyDefinitions.[sysext ${arch}]}} ${artifactLink(`-${arch}`)}{{/if}}`;
  return [
    {
      description: "The pull request's text links the artifact of each arch",
      ...sysexts(SYSEXTS, currentVersion({ withArch: false })),
      prBodyDefinitions: artifactDefinitions(ARCHES_BY_DEFAULT, ARCHES_BY_DEFAULT),
      prBodyNotes: [`Artifacts:${ARCHES_BY_DEFAULT.map(link).join('')}`],
    },
    {
      description: "The pull request's text links the artifact of the reference's arch",
      ...sysexts(SYSEXTS, currentVersion({ withArch: true })),
      prBodyNotes: [`Artifact: ${artifactLink('')}`],
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
