import { SlotSchema } from '../../manifest/schema.ts';
import { readVersion } from '../../sysext/diagnose.ts';
import { manifest, pack, slot } from '../examples.ts';
import { type CheckedSlot, nameOf } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';
import { editDistance } from '../nearest.ts';

const FIELDS = Object.keys(SlotSchema.shape);

/** Misspelled fields of slots, and versions in unknown fields. */
export const lint: Lint = {
  id: 'slot-field',
  severity: 'warning',
  title: 'A slot has a misspelled field, or a version in an unknown field',
  impact: 'The field is ignored: a previous version is neither cached nor rotated.',
  fix: `Use one of the fields ${FIELDS.join(', ')}.`,
  find: ({ slots }) =>
    slots.flatMap((slot) => Object.entries(slot.fields).flatMap((field) => checkField(slot, ...field))),
  invalid: {
    manifest: manifest(
      pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), previousVersion: 'v1.34.9-2-azlinux3' }]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: unknown field previousVersion: "v1.34.9-2-azlinux3"',
        fix: 'Rename it to previousLatestVersion.',
      },
    ],
  },
  valid: {
    manifest: manifest(
      pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'), comment: 'for tests' }]),
    ),
  },
};

function checkField(slot: CheckedSlot, name: string, value: unknown): Found[] {
  const intended = FIELDS.find((field) => isMisspelled(name, field));
  const isVersion = typeof value === 'string' && readVersion(value).kind === 'version';
  const free = slot.previousLatestVersion === undefined ? 'previousLatestVersion' : undefined;
  const correct = intended ?? (isVersion ? free : undefined);
  if (correct === undefined && !isVersion) return [];
  return [
    {
      place: { file: slot.file, path: [...slot.path, name] },
      message: `${nameOf(slot)}: unknown field ${name}: ${JSON.stringify(value)}`,
      fix: correct === undefined ? `Remove ${name}: the slot has both versions.` : `Rename it to ${correct}.`,
    },
  ];
}

/** Whether a name differs from a field in letter case, and in at most two letters. */
function isMisspelled(name: string, field: string): boolean {
  return editDistance(name.toLowerCase(), field.toLowerCase()) <= 2;
}
