import { slotName } from '../analysis/slots.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import { isOurs } from '../presets/names.ts';
import type { Inspection } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { inConfig } from './config-place.ts';
import type { Facts } from './facts.ts';
import type { Found } from './lint.ts';

type Sysext = Inspection['sysexts'][number];

/** A problem of sysexts, and the options that can cause it. */
export interface Wrong {
  readonly options: readonly string[];
  readonly what: (sysext: Sysext) => string | undefined;
  /** The fix if rules of the repository's own set some of the options. */
  readonly without: string;
}

/**
 * The sysexts that something is wrong with, once for each cause: the rules of the repository's file that set one of the
 * options, or else the values themselves.
 */
export function sysextsWith({ inspection }: Facts, { options, what, without }: Wrong): Found[] {
  const wrong = inspection.sysexts
    .filter(({ enabled }) => enabled)
    .map((sysext) => ({ sysext, message: what(sysext) }));
  const found = wrong.filter(({ message }) => message !== undefined);
  const byCause = Map.groupBy(found, ({ sysext, message }) => {
    const causes = causesOf(sysext, options);
    return JSON.stringify([causes, message, causes.length === 0 ? sysext.file : null]);
  });
  return [...byCause.values()].flatMap((members): Found[] => {
    const [{ sysext, message } = {}] = members;
    if (sysext === undefined || message === undefined) return [];
    const slots = namesOfSysexts(members.map((one) => one.sysext));
    const [cause, ...more] = causesOf(sysext, options);
    if (cause === undefined) return [{ place: { file: sysext.file, text: sysext.currentValue }, slots, message }];
    const set = [cause, ...more].map(wordsOf).join(', ');
    return [
      {
        place: inConfig(inspection, cause.path),
        slots,
        message: `${message}, by ${set}`,
        // Without our rules, more is missing than what is set.
        ...(extendsOurs(inspection) ? { fix: `${remedy([cause, ...more])}: ${without}.` } : {}),
      },
    ];
  });
}

function extendsOurs({ presets }: Inspection): boolean {
  return presets.some(({ name, error }) => error === null && isOurs(name));
}

interface Cause {
  readonly path: Path;
  readonly isPreset: boolean;
  /** For people. */
  readonly place: string;
  readonly options: readonly string[];
}

/** `versioning and extractVersion of packageRules[0]` */
function wordsOf({ place, options }: Cause): string {
  return `${options.join(' and ')} of ${place}`;
}

function remedy(causes: readonly Cause[]): string {
  const own = causes.filter(({ isPreset }) => !isPreset);
  if (own.length > 0) return `Remove ${own.map(wordsOf).join(', ')}`;
  return `Extend the default preset after ${causes.map(({ place }) => place).join(', ')}`;
}

/** The rules and presets that set some of the options of a sysext; ours are not a cause. */
function causesOf({ settings }: Sysext, options: readonly string[]): Cause[] {
  const set = options.flatMap((option) => {
    const { path = null, preset = null } = settings[option] ?? {};
    if (path === null || (preset !== null && isOurs(preset))) return [];
    const rule = preset === null ? path.slice(0, -1) : path;
    const file = rule.length === 0 ? 'the configuration' : formatPath(rule);
    return [{ option, path: rule, isPreset: preset !== null, place: preset ?? file }];
  });
  return [...Map.groupBy(set, ({ place }) => place).values()].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [{ ...first, options: members.map(({ option }) => option) }];
  });
}

/** `kubelet 1.34, 1.35; kubectl 1.34`: sysexts for people, each once. */
export function namesOfSysexts(sysexts: readonly Sysext[]): string {
  const components = Map.groupBy(sysexts, ({ packageName }) => componentName(packageName) ?? packageName);
  return [...components]
    .map(([component, members]) => {
      const minors = new Set(members.map(({ currentValue }) => slotName('', currentValue, null).trim()));
      return `${component} ${[...minors].join(', ')}`.trim();
    })
    .join('; ');
}
