import { readVersion } from '../../sysext/diagnose.ts';
import { nearestValue } from '../../sysext/spelling.ts';
import { parseTag } from '../../sysext/tag.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, VERSION_FIELDS, type VersionField } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

/** Values of sysext slots that are not valid versions. */
export const lint: Lint = {
  id: 'value-malformed',
  severity: 'error',
  title: 'A value is not a valid version of a sysext',
  impact: 'The slot is not extracted and never bumped, and an image build requests a tag that cannot exist.',
  fix: 'Write `v<major>.<minor>.<patch>-<revision>-<distro>`, without an architecture.',
  find: ({ slots }) => slots.flatMap((slot) => VERSION_FIELDS.flatMap((field) => findMistake(slot, field))),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubelet', '1.34.10-01-azlinux3')])),
    findings: [
      {
        file: 'components.json',
        line: 11,
        message: 'oss/v2/kubernetes/kubelet-sysext: "1.34.10-01-azlinux3": a number has a leading zero',
        fix: 'Write v1.34.10-1-azlinux3.',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')])) },
};

function findMistake(slot: CheckedSlot, field: VersionField): Found[] {
  const value = slot[field];
  const reason = value === undefined ? undefined : reasonFor(value);
  if (value === undefined || reason === undefined) return [];
  const nearest = nearestValue(value);
  const fix = nearest === undefined ? {} : { fix: `Write ${nearest}.` };
  return [{ place: at(slot, field), message: `${slot.repository}: ${JSON.stringify(value)}: ${reason}`, ...fix }];
}

function reasonFor(value: string): string | undefined {
  if (parseTag(value) !== undefined) return 'a value in a manifest does not have an architecture';
  const reading = readVersion(value);
  return reading.kind === 'malformed' ? reading.why : undefined;
}
