import type { Lint } from './lint.ts';
import { lint as artifactMissing } from './lints/artifact-missing.ts';
import { lint as artifactTitle } from './lints/artifact-title.ts';
import { lint as configBroken } from './lints/config-broken.ts';
import { lint as configRefused } from './lints/config-refused.ts';
import { lint as datasourceUnknown } from './lints/datasource-unknown.ts';
import { lint as digestPinned } from './lints/digest-pinned.ts';
import { lint as distroMixed } from './lints/distro-mixed.ts';
import { lint as distroSwitch } from './lints/distro-switch.ts';
import { lint as downloadUrl } from './lints/download-url.ts';
import { lint as expressionBroken } from './lints/expression-broken.ts';
import { lint as extractedTwice } from './lints/extracted-twice.ts';
import { lint as firstRevisionMissing } from './lints/first-revision-missing.ts';
import { lint as globAmbiguous } from './lints/glob-ambiguous.ts';
import { lint as groupApart } from './lints/group-apart.ts';
import { lint as lookupFailed } from './lints/lookup-failed.ts';
import { lint as managerMatchesNothing } from './lints/manager-matches-nothing.ts';
import { lint as managerUnknown } from './lints/manager-unknown.ts';
import { lint as minorMismatch } from './lints/minor-mismatch.ts';
import { lint as minorSwitch } from './lints/minor-switch.ts';
import { lint as notCovered } from './lints/not-covered.ts';
import { lint as notExtracted } from './lints/not-extracted.ts';
import { lint as pagedList } from './lints/paged-list.ts';
import { lint as patternRefused } from './lints/pattern-refused.ts';
import { lint as prereleaseOffered } from './lints/prerelease-offered.ts';
import { lint as presetArguments } from './lints/preset-arguments.ts';
import { lint as presetOrder } from './lints/preset-order.ts';
import { lint as presetRelative } from './lints/preset-relative.ts';
import { lint as presetUnpinned } from './lints/preset-unpinned.ts';
import { lint as presetUnresolved } from './lints/preset-unresolved.ts';
import { lint as previousNewer } from './lints/previous-newer.ts';
import { lint as releaseAge } from './lints/release-age.ts';
import { lint as renovateFailed } from './lints/renovate-failed.ts';
import { lint as revisionAsPrerelease } from './lints/revision-as-prerelease.ts';
import { lint as revisionFrozen } from './lints/revision-frozen.ts';
import { lint as revisionOrder } from './lints/revision-order.ts';
import { lint as rotation } from './lints/rotation.ts';
import { lint as ruleHidden } from './lints/rule-hidden.ts';
import { lint as ruleMatchesNothing } from './lints/rule-matches-nothing.ts';
import { lint as ruleUpdateTypes } from './lints/rule-update-types.ts';
import { lint as siblingSkew } from './lints/sibling-skew.ts';
import { lint as skew } from './lints/skew.ts';
import { lint as slotDuplicate } from './lints/slot-duplicate.ts';
import { lint as slotUnreadable } from './lints/slot-unreadable.ts';
import { lint as templateBroken } from './lints/template-broken.ts';
import { lint as templateField } from './lints/template-field.ts';
import { lint as transformEmpty } from './lints/transform-empty.ts';
import { lint as valueMalformed } from './lints/value-malformed.ts';
import { lint as versioningUnknown } from './lints/versioning-unknown.ts';

/** Lints, by what they look at. */
export const CHAPTERS: readonly { readonly title: string; readonly lints: readonly Lint[] }[] = [
  {
    title: 'What the configuration says',
    lints: [
      configBroken,
      configRefused,
      presetUnresolved,
      presetArguments,
      presetOrder,
      presetRelative,
      presetUnpinned,
      patternRefused,
      templateBroken,
      templateField,
      expressionBroken,
      datasourceUnknown,
      versioningUnknown,
      managerUnknown,
      renovateFailed,
    ],
  },
  {
    title: 'What it does to dependencies',
    lints: [
      ruleUpdateTypes,
      ruleMatchesNothing,
      ruleHidden,
      managerMatchesNothing,
      releaseAge,
      digestPinned,
      groupApart,
      notCovered,
      revisionFrozen,
      revisionAsPrerelease,
      revisionOrder,
      distroSwitch,
      minorSwitch,
      prereleaseOffered,
    ],
  },
  {
    title: 'What the manifest holds',
    lints: [
      slotUnreadable,
      valueMalformed,
      notExtracted,
      extractedTwice,
      minorMismatch,
      distroMixed,
      rotation,
      previousNewer,
      slotDuplicate,
      downloadUrl,
      skew,
      siblingSkew,
      globAmbiguous,
    ],
  },
  {
    title: 'What the registry has',
    lints: [lookupFailed, transformEmpty, pagedList, artifactMissing, artifactTitle, firstRevisionMissing],
  },
];

/** Every lint. */
export const LINTS: readonly Lint[] = CHAPTERS.flatMap(({ lints }) => lints);

/** The lint with this id. @throws {Error} naming the known ones. */
export function findLint(id: string): Lint {
  const found = LINTS.find((lint) => lint.id === id);
  if (found !== undefined) return found;
  throw new Error(`there is no lint ${JSON.stringify(id)}; known are ${LINTS.map((lint) => lint.id).join(', ')}`);
}
