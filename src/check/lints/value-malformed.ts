import { readVersion } from '../../sysext/diagnose.ts';
import { nearestValue } from '../../sysext/spelling.ts';
import { parseTag } from '../../sysext/tag.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, type CheckedSlot, VERSION_FIELDS, type VersionField } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

/** Values of sysext slots that are not of the grammar. */
export const lint: Lint = {
  id: 'value-malformed',
  severity: 'error',
  title: 'A value is no version of a sysext',
  impact: 'No manager takes the slot, so that it is never bumped; an image build asks for a tag that cannot exist.',
  fix: 'Write `v<major>.<minor>.<patch>-<revision>-<distro>`, without an arch.',
  find: ({ slots }) => slots.flatMap((slot) => VERSION_FIELDS.flatMap((field) => look(slot, field))),
  fires: { manifest: manifest(pack('kubelet', [slot('kubelet', '1.34.10-01-azlinux3')])) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')])) },
};

function look(slot: CheckedSlot, field: VersionField): Found[] {
  const value = slot[field];
  const why = value === undefined ? undefined : mistake(value);
  if (value === undefined || why === undefined) return [];
  const nearest = nearestValue(value);
  const fix = nearest === undefined ? {} : { fix: `Write ${nearest}.` };
  return [{ place: at(slot, field), message: `${slot.repository}: ${JSON.stringify(value)}: ${why}`, ...fix }];
}

function mistake(value: string): string | undefined {
  if (parseTag(value) !== undefined) return 'it has an arch, which a value in a manifest has not';
  const reading = readVersion(value);
  return reading.kind === 'malformed' ? reading.why : undefined;
}
