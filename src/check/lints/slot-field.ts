import { SlotSchema } from '../../manifest/schema.ts';
import { readVersion } from '../../sysext/diagnose.ts';
import { manifest, pack, slot } from '../examples.ts';
import { type CheckedSlot, nameOf } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

const FIELDS = Object.keys(SlotSchema.shape);

/** Fields of slots that are spelled wrong, and versions in fields that nothing reads. */
export const lint: Lint = {
  id: 'slot-field',
  severity: 'warning',
  title: 'A slot has a misspelled field, or a version in a field that nothing reads',
  impact: 'The slot is bumped as if the field were not there: a previous version is neither cached nor rotated.',
  fix: `Name the field as it is read: ${FIELDS.join(', ')}.`,
  find: ({ slots }) => slots.flatMap((slot) => Object.entries(slot.fields).flatMap((field) => look(slot, ...field))),
  fires: {
    manifest: manifest(
      pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), previousVersion: 'v1.34.9-2-azlinux3' }]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'), comment: 'for tests' }]),
    ),
  },
};

function look(slot: CheckedSlot, name: string, value: unknown): Found[] {
  const meant = FIELDS.find((field) => isMisspelled(name, field));
  const isVersion = typeof value === 'string' && readVersion(value).kind === 'version';
  const free = slot.previousLatestVersion === undefined ? 'previousLatestVersion' : undefined;
  const right = meant ?? (isVersion ? free : undefined);
  if (right === undefined && !isVersion) return [];
  return [
    {
      place: { file: slot.file, path: [...slot.path, name] },
      message: `${nameOf(slot)}: nothing reads the field ${name}: ${JSON.stringify(value)}`,
      fix: right === undefined ? `Remove ${name}: the slot has both versions.` : `Name it ${right}.`,
    },
  ];
}

/** Whether a name is a field with other capitals, or with at most two letters more, fewer or other. */
function isMisspelled(name: string, field: string): boolean {
  return distance(name.toLowerCase(), field.toLowerCase()) <= 2;
}

/** The fewest letters to insert, remove or replace (Levenshtein); names are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a.slice(0, 2 * b.length)].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
