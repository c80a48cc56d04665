import { ARCHES, toOciArch, toUnameArch } from '../../sysext/arch.ts';
import { formatImageReference, parseImageReference } from '../../sysext/image-reference.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Names of variables that hold an architecture as Docker or uname call it. */
const OTHER_ARCH = /\$\{(?:CPU_ARCH|OCI_ARCH|DOCKER_ARCH|GOARCH|UNAME_ARCH)\}/i;

/** Where the variables of AgentBaker's build stand in a URL. */
const VERSION_AND_ARCH = /^\$\{version\}-\$\{SYSTEMD_ARCH\}$/;

/** A reference of an artifact has none: `oras pull` refuses it. */
const SCHEME = /^[a-z]+:\/\//i;
const NO_SCHEME = 'Remove the scheme: a reference of an artifact starts with the registry.';

/** Entries whose download URL is not that of their slots. */
export const lint: Lint = {
  id: 'download-url',
  severity: 'error',
  title: 'A download URL is not that of the slot, or names the arch as Docker does',
  impact: 'The image build pulls another artifact than the one that is bumped, or a tag that does not exist.',
  fix: `Write \`<registry>/<repository>:\${version}-\${SYSTEMD_ARCH}\`, with the repository of the renovateTag.`,
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const why = mistake(slot);
      const found = (text: string) => ({
        place: entryUrl(slot),
        message: `${nameOf(slot)}: ${slot.downloadURL}: ${text}`,
      });
      if (why !== undefined) return [found(why)];
      return SCHEME.test(slot.downloadURL) ? [{ ...found('it has a scheme'), severity: 'warn', fix: NO_SCHEME }] : [];
    }),
  fires: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], {
        downloadURL: `registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${CPU_ARCH}`,
      }),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], {
        downloadURL: `registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}`,
      }),
    ),
  },
};

function mistake({ downloadURL, registry, repository }: CheckedSlot): string | undefined {
  if (downloadURL === '') return undefined;
  const expected = formatImageReference({ registry, repository, tag: undefined, digest: undefined });
  const image = parseImageReference(downloadURL);
  if (image === undefined || formatImageReference({ ...image, tag: undefined }) !== expected) {
    return `the renovateTag says ${expected}`;
  }
  const suffix = image.tag ?? '';
  const arch = ARCHES.flatMap((one) => [toOciArch(one), toUnameArch(one)]).find((name) => suffix.endsWith(`-${name}`));
  if (OTHER_ARCH.test(suffix)) return `a tag has systemd's name of the arch, as in \${SYSTEMD_ARCH}`;
  if (arch !== undefined && !ARCHES.some((one) => suffix.endsWith(`-${one}`)))
    return `${arch} is not systemd's name of the arch`;
  const isBuilt = suffix.includes(`\${`);
  return isBuilt && !VERSION_AND_ARCH.test(suffix) ? `it does not end in :\${version}-\${SYSTEMD_ARCH}` : undefined;
}

/** The URL stands beside `versionsV2`. */
function entryUrl(slot: CheckedSlot) {
  const { file, path = [] } = at(slot);
  return { file, path: [...path.slice(0, -2), 'downloadURL'] };
}
