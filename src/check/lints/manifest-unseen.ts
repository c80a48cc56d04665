import { KUBELET_SLOTS } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Manifests with another name than `components.json`, and symbolic links. */
export const lint: Lint = {
  id: 'manifest-unseen',
  severity: 'warning',
  title: 'A file with sysext slots is not read by any manager',
  impact: 'The versions in the file are never bumped, and Renovate does not report it.',
  fix: 'Rename the file to components.json, or add a custom manager for it. Replace a symbolic link with the file.',
  find: ({ unseen }) =>
    unseen.map(({ file, slots, link }) => {
      const content = `${slots} sysext ${slots === 1 ? 'slot' : 'slots'}`;
      const target = link === null ? 'a file outside the repository' : link;
      const message =
        link === undefined
          ? `${file} has ${content}, but its name does not match any manager`
          : `${file} is a symbolic link to ${target} with ${content}, and Renovate does not follow symbolic links`;
      return { place: { file }, message };
    }),
  invalid: {
    files: { 'flatcar-components.json': KUBELET_SLOTS },
    findings: [
      {
        file: 'flatcar-components.json',
        line: 1,
        message: 'flatcar-components.json has 1 sysext slot, but its name does not match any manager',
      },
    ],
  },
  valid: { files: { 'flatcar/components.json': KUBELET_SLOTS } },
};
