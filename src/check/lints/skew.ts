import { isLts, leadingRelease } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, groupSlots } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

/** kubelet and kubectl of one minor with different patches. */
export const lint: Lint = {
  id: 'skew',
  severity: 'warning',
  severityNote: 'error if only one of them is a long-term-support build',
  title: 'kubelet and kubectl of one minor have different patches',
  impact: 'Nodes run an untested pair.',
  fix: 'Bump them together: the default preset puts them into one pull request. If the patch of one is not published yet, wait for it.',
  find: ({ slots }) => {
    const pair = slots.filter(({ component }) => component === 'kubelet' || component === 'kubectl');
    return groupSlots(pair, ({ minor }) => minor ?? undefined).flatMap((members) => {
      const kubelets = members.filter(({ component }) => component === 'kubelet');
      const [kubelet] = kubelets;
      if (kubelet === undefined) return [];
      const patches = new Set(kubelets.map(patchOf));
      return members
        .filter((one) => one.component === 'kubectl' && !patches.has(patchOf(one)))
        .map((kubectl) => describe(kubectl, kubelet));
    });
  },
  invalid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 26,
        message: 'kubectl v1.34.9-5-azlinux3 and kubelet v1.34.10-1-azlinux3 have different patches',
      },
    ],
  },
  valid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
    ),
  },
};

function patchOf({ latestVersion }: CheckedSlot): number | undefined {
  return leadingRelease(latestVersion)?.patch;
}

/** A patch may be published for one component earlier than for the other. A long-term-support build is not. */
function describe(kubectl: CheckedSlot, kubelet: CheckedSlot): Found {
  const [one, other] = [kubectl, kubelet].map((slot) => isLts({ patch: patchOf(slot) ?? 0 }));
  const message = `kubectl ${kubectl.latestVersion} and kubelet ${kubelet.latestVersion} have different patches`;
  const place = at(kubectl, 'latestVersion');
  if (one === other) return { place, message };
  return { place, message: `${message}, and only one is a long-term-support build`, severity: 'error' };
}
