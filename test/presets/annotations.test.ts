import { beforeAll, expect, test } from 'vitest';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { bothArches, DEFAULT_PRESET, edited, KUBELET, REGISTRY, runScenario } from '../renovate/scenario.ts';

const COMMENT = `# renovate: sysext=${REGISTRY}/${KUBELET}`;

/** Files, with `FROM` where a version stands that is bumped to `TO`. */
const FILES: Readonly<Record<string, string>> = {
  'install.sh': `#!/bin/bash\n${COMMENT}\nKUBELET_VERSION="FROM"\necho v1.34.9-2-azlinux3\n`,
  'site.env': `${COMMENT}\nKUBELET=FROM`,
  'values.yaml': `kubelet:\n  ${COMMENT}\n  version: FROM # newest\n  other: v1.34.9-2-azlinux3\n`,
  'reference.yml': `image:\n  ${COMMENT}\n  - ref: mcr.microsoft.com/${KUBELET}:FROM-arm64\n`,
  'node.bu': `storage:\n  files:\n    ${COMMENT}\n    - path: /opt/kubelet/downloads/kubelet-FROM-x86-64.raw\n`,
  Dockerfile: `${COMMENT}\nARG KUBELET=FROM-x86-64\nFROM scratch\n`.replace('FROM scratch', 'RUN true'),
  'windows.sh': `${COMMENT}\r\nKUBELET='FROM'\r\n`,
  'untouched.sh': `${COMMENT}\nKUBELET=v1.34.9-2-azlinux3-debug\n# renovate: sysext=${REGISTRY}/oss/kubelet\nX=v1.34.9-2-azlinux3\n${COMMENT}\n\nY=v1.34.9-2-azlinux3\n`,
  'notes.md': `${COMMENT}\nv1.34.9-2-azlinux3\n`,
};

const fill = (text: string, version: string) => text.replaceAll('FROM', version);

let answer: RenovateResult;
beforeAll(async () => {
  answer = await runScenario({
    files: Object.fromEntries(Object.entries(FILES).map(([file, text]) => [file, fill(text, 'v1.34.9-2-azlinux3')])),
    tags: {
      [KUBELET]: bothArches([
        'v1.34.9-2-azlinux3',
        'v1.34.9-10-azlinux3',
        'v1.34.10-1-noble',
        'v1.34.11-1-azlinux3-arm64',
        'v1.34.12-1-azlinux3-x86-64',
      ]),
    },
    config: { extends: [`${DEFAULT_PRESET}//presets/annotations`] },
  });
});

test('all in one pull request, which links the artifacts', () => {
  expect(answer.log).toEqual([]);
  expect(answer.branches.map(({ branchName, failed }) => [branchName, failed])).toEqual([
    ['renovate/kubernetes-sysexts', []],
  ]);
  expect(answer.branches[0]?.notes).toContain(`${KUBELET}:v1.34.9-10-azlinux3-arm64`);
});

test.each(Object.entries(FILES).filter(([, text]) => text.includes('FROM')))(
  '%s: the arch stays, and all else',
  (file, text) => {
    expect(edited(answer, file)).toBe(fill(text, 'v1.34.9-10-azlinux3'));
  },
);

test.each(Object.entries(FILES).filter(([, text]) => !text.includes('FROM')))('%s: not touched', (file) => {
  expect(answer.branches.flatMap(({ edits }) => edits.map((edit) => edit.file))).not.toContain(file);
});
