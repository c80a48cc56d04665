import type { Held } from '../manifest/entries.ts';
import type { Path } from '../manifest/path.ts';
import { componentName } from '../sysext/component.ts';
import { parseImageReference } from '../sysext/image-reference.ts';
import { leadingMinor } from '../sysext/release.ts';
import type { CheckedSlot, Facts } from './facts.ts';

/** The components that have to be of one version on a node (Kubernetes' version skew policy). */
const PAIR = ['kubelet', 'kubectl'] as const;

/** The slots of one component for one minor, in the entries for one OS release. */
interface Side {
  readonly component: string;
  readonly open: readonly Pick<CheckedSlot, 'path' | 'latestVersion'>[];
  /** Slots with `<DO_NOT_UPDATE>`. */
  readonly held: readonly Held[];
  /** The list of slots of the component; `undefined` where it has none at all. */
  readonly list: Path | undefined;
}

/** Either of kubelet and kubectl, with the other one. */
export interface Pair extends Side {
  readonly file: string;
  readonly minor: string;
  readonly other: Side;
}

interface One {
  readonly file: string;
  readonly component: string;
  readonly minor: string;
  readonly path: Path;
  readonly open?: CheckedSlot;
  readonly held?: Held;
}

/** kubelet and kubectl of each minor, once from each side. */
export function pairsOf({ slots, entries }: Pick<Facts, 'slots' | 'entries'>): Pair[] {
  const open = slots.flatMap((slot): One[] => {
    const { file, component, minor, path } = slot;
    return minor === null ? [] : [{ file, component, minor, path, open: slot }];
  });
  const held = [...entries].flatMap(([file, all]) =>
    all.flatMap(({ downloadURL, held }) =>
      held.flatMap((slot): One[] => {
        const minor = slot.k8sVersion ?? leadingMinor(slot.latestVersion ?? '');
        const component = componentName(parseImageReference(downloadURL)?.repository ?? '');
        return minor === undefined || component === undefined
          ? []
          : [{ file, component, minor, path: slot.path, held: slot }];
      }),
    ),
  );
  const places = Map.groupBy([...open, ...held], ({ file, path }) => JSON.stringify([file, releaseOf(path)]));
  return [...places.values()].flatMap((all) => {
    const minors = [...new Set(all.filter(isOfPair).map(({ minor }) => minor))];
    return minors.flatMap((minor) => {
      const [kubelet, kubectl] = PAIR.map((component) => sideOf(all, component, minor));
      const file = all[0]?.file ?? '';
      if (kubelet === undefined || kubectl === undefined) return [];
      return [
        { ...kubelet, file, minor, other: kubectl },
        { ...kubectl, file, minor, other: kubelet },
      ];
    });
  });
}

function isOfPair({ component }: One): boolean {
  return PAIR.some((one) => one === component);
}

function sideOf(all: readonly One[], component: string, minor: string): Side {
  const own = all.filter((one) => one.component === component);
  const ofMinor = own.filter((one) => one.minor === minor);
  return {
    component,
    open: ofMinor.flatMap(({ open }) => open ?? []),
    held: ofMinor.flatMap(({ held }) => held ?? []),
    list: own[0]?.path.slice(0, -1),
  };
}

/** The OS release that a slot is for: what is between its package and its list. */
function releaseOf(path: Path): Path {
  return path.slice(2, -2);
}
