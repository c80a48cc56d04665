import { factsAbout } from '../../presets/catalogue.ts';
import { publishedFile } from '../../presets/names.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

type Extended = Inspection['presets'][number];

/** Arguments of a preset that do not stand at its end, are missing, or are dropped. */
export const lint: Lint = {
  id: 'preset-arguments',
  severity: 'error',
  title: 'The arguments of a preset are missing, surplus, or not at its end',
  impact:
    'Renovate drops surplus arguments, leaves a placeholder for missing ones, and reads everything behind the bracket as arguments.',
  fix: 'Write the tag first, then the arguments of one use of the preset: `github>org/repository//preset#1.0.0(argument)`.',
  find: ({ inspection }) =>
    inspection.presets.flatMap((preset, index): Found[] => {
      const earlier = inspection.presets.slice(0, index);
      const message = misplaced(preset) ?? miscounted(preset) ?? repeated(preset, earlier);
      return message === undefined ? [] : [{ place: inConfig(inspection, preset.via), message }];
    }),
  fires: { config: { extends: [PRESET, PRESET.replace('#', '//presets/owners(team:nodes)#')] } },
  silent: { config: { extends: [PRESET, `${PRESET.replace('#', '//presets/owners#')}(team:nodes, alice)`] } },
};

function misplaced({ name }: Extended): string | undefined {
  return name.includes('(') && !name.endsWith(')') ? `${name} does not end in its arguments` : undefined;
}

function miscounted({ name }: Extended): string | undefined {
  const file = publishedFile(name);
  if (file === undefined) return undefined;
  const { min, max, example } = factsAbout(file).parameters ?? { min: 0, max: 0, example: '' };
  const { length } = argumentsOf(name);
  if (length < min) return `${name} has no argument: add it, such as ${name}(${example})`;
  if (length <= max) return undefined;
  return max === 0
    ? `${name} has arguments, and the preset takes none: remove them`
    : `${name} has ${length} arguments, and the preset takes ${max} at most: the others are dropped`;
}

/** A second use of a preset with arguments replaces the first, or matches the same slots once more. */
function repeated({ name }: Extended, earlier: readonly Extended[]): string | undefined {
  const file = publishedFile(name);
  if (file === undefined || factsAbout(file).parameters === undefined) return undefined;
  const other = earlier.find((one) => publishedFile(one.name) === file);
  return other === undefined ? undefined : `${name} is extended beside ${other.name}: extend the preset once`;
}

/** Renovate takes an empty argument for one. */
function argumentsOf(name: string): string[] {
  const [, list = ''] = /\((.*)\)$/.exec(name) ?? [];
  return list.split(',').filter((one) => one.trim() !== '');
}
