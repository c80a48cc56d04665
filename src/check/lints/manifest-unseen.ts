import { KUBELET_SLOTS } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Manifests that are named otherwise than `components.json`, and symbolic links. */
export const lint: Lint = {
  id: 'manifest-unseen',
  severity: 'warning',
  title: 'A file holds sysext slots, and no manager reads it',
  impact: 'Its versions are never bumped, and nothing reports it.',
  fix: 'Rename it to components.json, or add a custom manager for it; replace a symbolic link by the file.',
  find: ({ unseen }) =>
    unseen.map(({ file, slots, link }) => {
      const held = `${slots} sysext ${slots === 1 ? 'slot' : 'slots'}`;
      const target = link === null ? 'a file outside of the repository' : link;
      const message =
        link === undefined
          ? `${file} holds ${held}, and no manager matches its name`
          : `${file} is a symbolic link to ${target} with ${held}, and Renovate follows no link`;
      return { place: { file }, message };
    }),
  fires: { files: { 'flatcar-components.json': KUBELET_SLOTS } },
  silent: { files: { 'flatcar/components.json': KUBELET_SLOTS } },
};
