import { manifest, pack, slot } from '../examples.ts';
import { at } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Artifacts whose file does not have the name that nodes search for. */
export const lint: Lint = {
  id: 'artifact-title',
  severity: 'error',
  title: "An artifact's layer title is not the file name that nodes search for",
  impact: 'The file is pulled into the image under another name, and nodes do not find it.',
  fix: 'Publish the artifact again with the layer title `<name>-<tag>.raw`. Remove the version from the manifest until then.',
  asksRegistry: 'for more',
  find: ({ artifacts }) =>
    artifacts.flatMap(({ slot, field, reference, problem }) =>
      problem === undefined ? [] : [{ place: at(slot, field), message: `${reference} ${problem}` }],
    ),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')])),
    titles: 'sysext.raw',
    findings: [
      {
        file: 'components.json',
        line: 11,
        message:
          'registry.example/oss/v2/kubernetes/kubelet-sysext:v1.34.10-1-azlinux3-x86-64 has a file "sysext.raw"; hosts expect kubelet-v1.34.10-1-azlinux3-x86-64.raw',
      },
      {
        file: 'components.json',
        line: 11,
        message:
          'registry.example/oss/v2/kubernetes/kubelet-sysext:v1.34.10-1-azlinux3-arm64 has a file "sysext.raw"; hosts expect kubelet-v1.34.10-1-azlinux3-arm64.raw',
      },
    ],
  },
  valid: {},
};
