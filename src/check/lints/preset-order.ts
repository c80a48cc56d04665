import { factsAbout } from '../../presets/catalogue.ts';
import { publishedFile } from '../../presets/names.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

type Extended = Inspection['presets'][number];

const ltsHold = PRESET.replace('#', '//presets/lts-hold#');

/** Presets of this project in an order, or beside others, that they are not made for. */
export const lint: Lint = {
  id: 'preset-order',
  severity: 'error',
  title: 'Presets of aks-sysext-renovate stand in the wrong order, or contradict each other',
  impact:
    'A preset overwrites what earlier ones set: a hold, an architecture, a group, or every update can be lost without a warning.',
  fix: 'Extend presets of others first, then the default preset or presets/rules, then presets/annotations and presets/revisionless, then the rest.',
  find: ({ inspection }) => {
    // One that a rule extends is merged into that rule alone.
    const presets = inspection.presets.filter(({ via }) => via[0] !== 'packageRules');
    return presets.flatMap((later, index) =>
      presets.slice(0, index).flatMap((earlier): Found[] => {
        const place = (one: Extended) => inConfig(inspection, one.via);
        if (isAfter(earlier, later)) {
          const isOneEntry = samePlace(earlier, later);
          const [first, second] = [later, earlier].map((one) => (isOneEntry ? one.name : writtenName(inspection, one)));
          const message = `${shortName(earlier)} stands before ${shortName(later)}; the right order is ${first}, ${second}`;
          return [{ place: place(earlier), message }];
        }
        const reason = contradiction(earlier, later) ?? contradiction(later, earlier);
        if (reason === undefined) return [];
        const message = `${shortName(earlier)} and ${shortName(later)} cannot be combined: ${reason}`;
        return [{ place: place(later), message, fix: `Extend one of them only.` }];
      }),
    );
  },
  fires: { config: { extends: [ltsHold, PRESET] } },
  silent: { config: { extends: [PRESET, ltsHold] } },
};

/** The file of a preset of ours, the name of any other. */
function fileOf({ name }: Extended): string {
  return publishedFile(name) ?? name;
}

function isAfter(one: Extended, other: Extended): boolean {
  return factsAbout(fileOf(one)).after?.includes(fileOf(other)) ?? false;
}

function contradiction(one: Extended, other: Extended): string | undefined {
  return factsAbout(fileOf(one)).notWith?.[fileOf(other)];
}

/** `presets/lts-hold` for people; the default preset by that name. */
function shortName(one: Extended): string {
  const file = publishedFile(one.name);
  if (file === undefined) return one.name;
  return file === 'default.json' ? 'the default preset' : file.replace('.json', '');
}

/** What stands in the repository's file: the preset itself, or the one that brings it. */
function writtenName({ presets }: Inspection, preset: Extended): string {
  return presets.find((one) => !one.nested && samePlace(one, preset))?.name ?? preset.name;
}

function samePlace(one: Extended, other: Extended): boolean {
  return JSON.stringify(one.via) === JSON.stringify(other.via);
}
