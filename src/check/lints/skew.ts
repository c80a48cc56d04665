import { isLts, leadingRelease } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, groupSlots } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

/** kubelet and kubectl of one minor at different patches. */
export const lint: Lint = {
  id: 'skew',
  severity: 'warn',
  severityNote: 'error where one is a long-term-support build and the other is not',
  title: 'kubelet and kubectl of one minor are at different patches',
  impact: 'Nodes run a pair that nobody has tested; one of a long-term-support build beside one that is not.',
  fix: 'Bump them together: the default preset puts them into one pull request. A skew upstream is waited out.',
  find: ({ slots }) => {
    const pair = slots.filter(({ component }) => component === 'kubelet' || component === 'kubectl');
    return groupSlots(pair, ({ minor }) => minor ?? undefined).flatMap((members) => {
      const kubelets = members.filter(({ component }) => component === 'kubelet');
      const kubectls = members.filter(({ component }) => component === 'kubectl');
      const patches = new Set(kubelets.map(patchOf));
      return kubectls
        .filter((kubectl) => kubelets.length > 0 && !patches.has(patchOf(kubectl)))
        .map((kubectl) => describe(kubectl, kubelets[0]));
    });
  },
  fires: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')]),
    ),
  },
};

function patchOf({ latestVersion }: CheckedSlot): number | undefined {
  return leadingRelease(latestVersion)?.patch;
}

/** A patch may be published for one before it is for the other; a long-term-support build never is. */
function describe(kubectl: CheckedSlot, kubelet: CheckedSlot | undefined): Found {
  const [one, other] = [kubectl, kubelet].map((slot) => {
    const release = slot && leadingRelease(slot.latestVersion);
    return release !== undefined && isLts(release);
  });
  const mixed = one !== other;
  const kind = mixed ? ': a long-term-support build beside one that is not' : '';
  return {
    place: at(kubectl, 'latestVersion'),
    message: `kubectl ${kubectl.latestVersion}, kubelet ${kubelet?.latestVersion}${kind}`,
    ...(mixed ? { severity: 'error' } : {}),
  };
}
