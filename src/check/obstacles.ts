import { formatPath } from '../manifest/path.ts';
import type { Inspection } from '../renovate/messages.ts';
import { inConfig } from './config-place.ts';
import type { Facts } from './facts.ts';
import type { Place } from './place.ts';
import { namesOfSysexts } from './sysexts.ts';

export type Obstacle = Inspection['obstacles'][number];

/** The obstacles to newer builds, of some kinds. */
export function obstaclesOf({ inspection }: Facts, ...stops: readonly Obstacle['stop'][]): Obstacle[] {
  return inspection.obstacles.filter(({ stop }) => stops.includes(stop));
}

/** The place of an obstacle's setting; the configuration, where no setting is known. */
export function placeOf({ inspection }: Facts, { setting }: Pick<Obstacle, 'setting'>): Place {
  return inConfig(inspection, setting.path ?? []);
}

/** An obstacle's setting, for people: `packageRules[1].enabled`, `schedule (github>org/presets, extends[0])`. */
export function optionAt({ option, setting: { path, preset } }: Pick<Obstacle, 'option' | 'setting'>): string {
  if (path === null) return option;
  return preset === null ? formatPath(path) : `${option} (${preset}, ${formatPath(path)})`;
}

/** The slots that an obstacle stops. */
export function namesOf({ inspection }: Facts, { slots }: Obstacle): string {
  return namesOfSysexts(slots.flatMap((index) => inspection.sysexts[index] ?? []));
}
