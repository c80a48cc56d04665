import { factsAbout } from '../../presets/catalogue.ts';
import { publishedFile } from '../../presets/names.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { inConfig } from '../config-place.ts';
import { PRESET, subPreset } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

type Extended = Inspection['presets'][number];

const ltsHold = subPreset('lts-hold');

/** Presets of this project in the wrong order, or in combinations that are not supported. */
export const lint: Lint = {
  id: 'preset-order',
  severity: 'error',
  title: 'Presets of aks-sysext-renovate are in the wrong order, or contradict each other',
  impact:
    'A preset overwrites the options of earlier ones: a hold, an architecture, a group, or every update can be lost without a warning.',
  fix: 'Extend other presets first, then the default preset or presets/rules, then presets/annotations and presets/revisionless, then the remaining ones.',
  find: ({ inspection }) => {
    // A preset that a rule extends is merged into this rule only.
    const presets = inspection.presets.filter(({ via }) => via[0] !== 'packageRules');
    return presets.flatMap((later, index) =>
      presets.slice(0, index).flatMap((earlier) => findConflict(inspection, earlier, later) ?? []),
    );
  },
  invalid: {
    config: { extends: [ltsHold, PRESET] },
    findings: [
      {
        file: 'renovate.json',
        line: 3,
        message:
          'presets/lts-hold is extended before the default preset: the correct order is github>your-org/aks-sysext-renovate#1.0.0, github>your-org/aks-sysext-renovate//presets/lts-hold#1.0.0',
      },
    ],
  },
  valid: { config: { extends: [PRESET, ltsHold] } },
};

function findConflict(inspection: Inspection, earlier: Extended, later: Extended): Found | undefined {
  const names = [earlier, later].map(shortName);
  if (isAfter(earlier, later)) {
    const isOneEntry = samePlace(earlier, later);
    const order = [later, earlier].map((one) => (isOneEntry ? one.name : writtenName(inspection, one)));
    const message = `${names.join(' is extended before ')}: the correct order is ${order.join(', ')}`;
    return { place: inConfig(inspection, earlier.via), message };
  }
  const reason = contradiction(earlier, later) ?? contradiction(later, earlier);
  if (reason === undefined) return undefined;
  const message = `${names.join(' and ')} cannot be combined: ${reason}`;
  return { place: inConfig(inspection, later.via), message, fix: 'Extend only one of them.' };
}

/** The file of a preset of this project; the name of any other preset. */
function fileOf({ name }: Extended): string {
  return publishedFile(name) ?? name;
}

function isAfter(one: Extended, other: Extended): boolean {
  return factsAbout(fileOf(one)).after?.includes(fileOf(other)) ?? false;
}

function contradiction(one: Extended, other: Extended): string | undefined {
  return factsAbout(fileOf(one)).notWith?.[fileOf(other)];
}

/** `presets/lts-hold`, or `the default preset`, for messages. */
function shortName(one: Extended): string {
  const file = publishedFile(one.name);
  if (file === undefined) return one.name;
  return file === 'default.json' ? 'the default preset' : file.replace('.json', '');
}

/** The entry in the repository's configuration: the preset itself, or the preset that extends it. */
function writtenName({ presets }: Inspection, preset: Extended): string {
  return presets.find((one) => !one.nested && samePlace(one, preset))?.name ?? preset.name;
}

function samePlace(one: Extended, other: Extended): boolean {
  return JSON.stringify(one.via) === JSON.stringify(other.via);
}
