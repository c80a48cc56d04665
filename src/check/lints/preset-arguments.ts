import { factsAbout } from '../../presets/catalogue.ts';
import { publishedFile } from '../../presets/names.ts';
import type { Inspection } from '../../renovate/messages.ts';
import { inConfig } from '../config-place.ts';
import { PRESET, subPreset } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';

type Extended = Inspection['presets'][number];

/** Arguments of a preset that are missing, surplus, or not at its end. */
export const lint: Lint = {
  id: 'preset-arguments',
  severity: 'error',
  title: 'The arguments of a preset are missing, surplus, or not at its end',
  impact:
    'Renovate drops surplus arguments, keeps the placeholder of missing ones, and reads everything after the bracket as arguments.',
  fix: 'Write the tag first, then the arguments of one use of the preset: `github>org/repository//preset#1.0.0(argument)`.',
  find: ({ inspection }) =>
    inspection.presets.flatMap((preset, index): Found[] => {
      const earlier = inspection.presets.slice(0, index);
      const message = misplaced(preset) ?? miscounted(preset) ?? repeated(preset, earlier);
      return message === undefined ? [] : [{ place: inConfig(inspection, preset.via), message }];
    }),
  invalid: {
    config: { extends: [PRESET, subPreset('owners(team:nodes)')] },
    findings: [
      {
        file: 'renovate.json',
        line: 4,
        message:
          'github>your-org/aks-sysext-renovate//presets/owners(team:nodes)#1.0.0 does not end with its arguments',
      },
    ],
  },
  valid: { config: { extends: [PRESET, `${subPreset('owners')}(team:nodes, alice)`] } },
};

function misplaced({ name }: Extended): string | undefined {
  return name.includes('(') && !name.endsWith(')') ? `${name} does not end with its arguments` : undefined;
}

function miscounted({ name }: Extended): string | undefined {
  const file = publishedFile(name);
  if (file === undefined) return undefined;
  const { min, max, example } = factsAbout(file).parameters ?? { min: 0, max: 0, example: '' };
  const { length } = argumentsOf(name);
  if (length < min) return `${name} requires an argument: write ${name}(${example})`;
  if (length <= max) return undefined;
  return max === 0
    ? `${name} has arguments, but the preset does not accept any: remove them`
    : `${name} has ${length} arguments, but the preset accepts at most ${max}: the others are dropped`;
}

/** A second use of a preset with arguments replaces the first one, or matches the same slots again. */
function repeated({ name }: Extended, earlier: readonly Extended[]): string | undefined {
  const file = publishedFile(name);
  if (file === undefined || factsAbout(file).parameters === undefined) return undefined;
  const other = earlier.find((one) => publishedFile(one.name) === file);
  return other === undefined ? undefined : `${name} is extended beside ${other.name}: extend the preset once`;
}

/** The arguments with a value; Renovate also accepts empty ones. */
function argumentsOf(name: string): string[] {
  const [, list = ''] = /\((.*)\)$/.exec(name) ?? [];
  return list.split(',').filter((one) => one.trim() !== '');
}
