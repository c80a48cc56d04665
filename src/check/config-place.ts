import type { Path } from '../manifest/path.ts';
import { CONFIG_FILES } from '../renovate/config-files.ts';
import type { Inspection } from '../renovate/messages.ts';
import type { Place } from './place.ts';

/** Files for a configuration alone. Whether a package.json has one, only its content shows. */
export const OWN_FILES = CONFIG_FILES.filter((name) => name !== 'package.json');

/** A place in the repository's configuration, which may be a part of package.json. */
export function inConfig({ file }: Inspection, path: Path): Place {
  return { file, path: file === 'package.json' ? ['renovate', ...path] : path };
}

/** The place of one of the repository's own rules, by its index in the file. */
export function ruleAt(inspection: Inspection, index: number): Place {
  return inConfig(inspection, ['packageRules', index]);
}
