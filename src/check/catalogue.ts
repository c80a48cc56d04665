import type { Lint } from './lint.ts';
import { lint as archNotChecked } from './lints/arch-not-checked.ts';
import { lint as artifactMissing } from './lints/artifact-missing.ts';
import { lint as artifactTitle } from './lints/artifact-title.ts';
import { lint as baseBranchMissing } from './lints/base-branch-missing.ts';
import { lint as branchCollision } from './lints/branch-collision.ts';
import { lint as configBroken } from './lints/config-broken.ts';
import { lint as configRefused } from './lints/config-refused.ts';
import { lint as configShadowed } from './lints/config-shadowed.ts';
import { lint as configUntracked } from './lints/config-untracked.ts';
import { lint as datasourceUnknown } from './lints/datasource-unknown.ts';
import { lint as digestPinned } from './lints/digest-pinned.ts';
import { lint as distroMixed } from './lints/distro-mixed.ts';
import { lint as distroSwitch } from './lints/distro-switch.ts';
import { lint as downloadUrl } from './lints/download-url.ts';
import { lint as entryEmpty } from './lints/entry-empty.ts';
import { lint as expressionBroken } from './lints/expression-broken.ts';
import { lint as extractedTwice } from './lints/extracted-twice.ts';
import { lint as firstRevisionMissing } from './lints/first-revision-missing.ts';
import { lint as globAmbiguous } from './lints/glob-ambiguous.ts';
import { lint as groupApart } from './lints/group-apart.ts';
import { lint as holdApart } from './lints/hold-apart.ts';
import { lint as k8sVersion } from './lints/k8s-version.ts';
import { lint as leftBehind } from './lints/left-behind.ts';
import { lint as lookupFailed } from './lints/lookup-failed.ts';
import { lint as managerMatchesNothing } from './lints/manager-matches-nothing.ts';
import { lint as managerUnknown } from './lints/manager-unknown.ts';
import { lint as manifestUnseen } from './lints/manifest-unseen.ts';
import { lint as minorMismatch } from './lints/minor-mismatch.ts';
import { lint as minorMissing } from './lints/minor-missing.ts';
import { lint as minorSwitch } from './lints/minor-switch.ts';
import { lint as nameMatchesNothing } from './lints/name-matches-nothing.ts';
import { lint as notCovered } from './lints/not-covered.ts';
import { lint as notExtracted } from './lints/not-extracted.ts';
import { lint as packageMismatch } from './lints/package-mismatch.ts';
import { lint as packageRenamed } from './lints/package-renamed.ts';
import { lint as pagedList } from './lints/paged-list.ts';
import { lint as patternRefused } from './lints/pattern-refused.ts';
import { lint as prereleaseOffered } from './lints/prerelease-offered.ts';
import { lint as presetArguments } from './lints/preset-arguments.ts';
import { lint as presetOrder } from './lints/preset-order.ts';
import { lint as presetOtherRelease } from './lints/preset-other-release.ts';
import { lint as presetRelative } from './lints/preset-relative.ts';
import { lint as presetUnpinned } from './lints/preset-unpinned.ts';
import { lint as presetUnresolved } from './lints/preset-unresolved.ts';
import { lint as previousMissing } from './lints/previous-missing.ts';
import { lint as previousNewer } from './lints/previous-newer.ts';
import { lint as releaseAge } from './lints/release-age.ts';
import { lint as renovateFailed } from './lints/renovate-failed.ts';
import { lint as revisionAsPrerelease } from './lints/revision-as-prerelease.ts';
import { lint as revisionFrozen } from './lints/revision-frozen.ts';
import { lint as revisionOrder } from './lints/revision-order.ts';
import { lint as rotation } from './lints/rotation.ts';
import { lint as rotationNotKept } from './lints/rotation-not-kept.ts';
import { lint as ruleHidden } from './lints/rule-hidden.ts';
import { lint as ruleMatchesNothing } from './lints/rule-matches-nothing.ts';
import { lint as ruleUpdateTypes } from './lints/rule-update-types.ts';
import { lint as siblingSkew } from './lints/sibling-skew.ts';
import { lint as skew } from './lints/skew.ts';
import { lint as slotDuplicate } from './lints/slot-duplicate.ts';
import { lint as slotField } from './lints/slot-field.ts';
import { lint as slotStopped } from './lints/slot-stopped.ts';
import { lint as slotUnreadable } from './lints/slot-unreadable.ts';
import { lint as templateBroken } from './lints/template-broken.ts';
import { lint as templateField } from './lints/template-field.ts';
import { lint as transformEmpty } from './lints/transform-empty.ts';
import { lint as valueMalformed } from './lints/value-malformed.ts';
import { lint as versioningUnknown } from './lints/versioning-unknown.ts';
import { nearestName } from './nearest.ts';

/** The lints by subject. */
export const CHAPTERS: readonly { readonly title: string; readonly lints: readonly Lint[] }[] = [
  {
    title: 'Configuration',
    lints: [
      configBroken,
      configShadowed,
      configUntracked,
      configRefused,
      presetUnresolved,
      presetArguments,
      presetOrder,
      presetRelative,
      presetUnpinned,
      presetOtherRelease,
      patternRefused,
      templateBroken,
      templateField,
      expressionBroken,
      datasourceUnknown,
      versioningUnknown,
      managerUnknown,
      baseBranchMissing,
      renovateFailed,
    ],
  },
  {
    title: 'Dependencies and pull requests',
    lints: [
      ruleUpdateTypes,
      ruleMatchesNothing,
      nameMatchesNothing,
      packageRenamed,
      ruleHidden,
      managerMatchesNothing,
      slotStopped,
      releaseAge,
      digestPinned,
      groupApart,
      branchCollision,
      notCovered,
      archNotChecked,
      rotationNotKept,
      revisionFrozen,
      revisionAsPrerelease,
      revisionOrder,
      distroSwitch,
      minorSwitch,
      prereleaseOffered,
    ],
  },
  {
    title: 'Manifests',
    lints: [
      manifestUnseen,
      entryEmpty,
      slotUnreadable,
      slotField,
      packageMismatch,
      k8sVersion,
      valueMalformed,
      notExtracted,
      extractedTwice,
      leftBehind,
      minorMismatch,
      distroMixed,
      rotation,
      previousMissing,
      previousNewer,
      slotDuplicate,
      downloadUrl,
      minorMissing,
      holdApart,
      skew,
      siblingSkew,
      globAmbiguous,
    ],
  },
  {
    title: 'Registries',
    lints: [lookupFailed, transformEmpty, pagedList, artifactMissing, artifactTitle, firstRevisionMissing],
  },
];

/** Every lint. */
export const LINTS: readonly Lint[] = CHAPTERS.flatMap(({ lints }) => lints);

/** The lint with this id. @throws {Error} one line, with the nearest id, or else with all of them. */
export function findLint(id: string): Lint {
  const found = LINTS.find((lint) => lint.id === id);
  if (found !== undefined) return found;
  const ids = LINTS.map((lint) => lint.id);
  const near = nearestName(id, ids);
  const hint = near === undefined ? `expected one of: ${ids.join(', ')}` : `did you mean ${JSON.stringify(near)}?`;
  throw new Error(`unknown lint ${JSON.stringify(id)}: ${hint}`);
}
