import { ARCHES, toOciArch, toUnameArch } from '../../sysext/arch.ts';
import { formatImageReference, parseImageReference } from '../../sysext/image-reference.ts';
import { download, manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Variables that hold Docker's or uname's name of an architecture. */
const OTHER_ARCH = /\$\{(?:CPU_ARCH|OCI_ARCH|DOCKER_ARCH|GOARCH|UNAME_ARCH)\}/i;

/** The tag of a URL, with the variables of AgentBaker's image build. */
const VERSION_AND_ARCH = /^\$\{version\}-\$\{SYSTEMD_ARCH\}$/;

/** `oras pull` rejects a reference with a scheme. */
const SCHEME = /^[a-z]+:\/\//i;
const NO_SCHEME = 'Remove the scheme. The reference of an artifact starts with the registry.';

/** Entries whose downloadURL does not match their slots. */
export const lint: Lint = {
  id: 'download-url',
  severity: 'error',
  title: "A downloadURL does not match the renovateTag, or has Docker's name of an architecture",
  impact: 'The image build pulls another artifact than the bumped one, or a tag that does not exist.',
  fix: `Write \`<registry>/<repository>:\${version}-\${SYSTEMD_ARCH}\`, with the repository of the renovateTag.`,
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const found = (problem: string) => ({
        place: urlPlace(slot),
        message: `${nameOf(slot)}: downloadURL ${slot.downloadURL} ${problem}`,
      });
      const mismatch = findMismatch(slot);
      if (mismatch !== undefined) return [found(mismatch)];
      return SCHEME.test(slot.downloadURL) ? [{ ...found('has a scheme'), severity: 'warning', fix: NO_SCHEME }] : [];
    }),
  invalid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], {
        downloadURL: download('kubelet').downloadURL.replace('SYSTEMD_ARCH', 'CPU_ARCH'),
      }),
    ),
    findings: [
      {
        file: 'components.json',
        line: 14,
        message: `kubelet 1.34: downloadURL registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${CPU_ARCH} does not have systemd's name of the architecture, \${SYSTEMD_ARCH}`,
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], download('kubelet'))) },
};

/** The difference to the expected URL, as a predicate for the message. */
function findMismatch({ downloadURL, registry, repository }: CheckedSlot): string | undefined {
  if (downloadURL === '') return undefined;
  const expected = formatImageReference({ registry, repository, tag: undefined, digest: undefined });
  const image = parseImageReference(downloadURL);
  if (image === undefined || formatImageReference({ ...image, tag: undefined }) !== expected) {
    return `does not match ${expected} of the renovateTag`;
  }
  const suffix = image.tag ?? '';
  const arch = ARCHES.flatMap((one) => [toOciArch(one), toUnameArch(one)]).find((name) => suffix.endsWith(`-${name}`));
  if (OTHER_ARCH.test(suffix)) return `does not have systemd's name of the architecture, \${SYSTEMD_ARCH}`;
  if (arch !== undefined && !ARCHES.some((one) => suffix.endsWith(`-${one}`)))
    return `has ${arch}, which is not systemd's name of the architecture`;
  const isBuilt = suffix.includes(`\${`);
  return isBuilt && !VERSION_AND_ARCH.test(suffix) ? `does not end in :\${version}-\${SYSTEMD_ARCH}` : undefined;
}

/** The URL is beside `versionsV2`. */
function urlPlace(slot: CheckedSlot) {
  const { file, path = [] } = at(slot);
  return { file, path: [...path.slice(0, -2), 'downloadURL'] };
}
