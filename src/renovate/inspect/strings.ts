import type { Path } from '../../manifest/path.ts';
import { RULE_MARK, type Source } from '../child/sources.ts';
import type { Config } from '../internals.ts';

/** A string in a configuration, and its location. */
export interface Text {
  readonly value: string;
  /** The option that holds it, itself or in a list: `matchPackageNames`. */
  readonly key: string;
  /** The option's object: the rule, the manager, or the configuration. */
  readonly holder: Config;
  /** Its JSON path in the repository's file; for a string of a preset, the path of the preset in `extends`. */
  readonly path: Path;
}

/**
 * All strings of a source, at all levels.
 *
 * @param places the JSON paths of marked objects, which migration may have moved.
 */
export function textsOf({ config, via }: Source, places: readonly Path[]): Text[] {
  const texts: Text[] = [];
  const visit = (value: unknown, key: string, holder: Config, path: Path): void => {
    if (typeof value === 'string') texts.push({ value, key, holder, path: via.length > 0 ? via : path });
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, key, holder, [...path, index]);
    } else if (typeof value === 'object' && value !== null) {
      const own = value as Config;
      const at = places[Number(own[RULE_MARK])] ?? path;
      for (const [name, child] of Object.entries(own)) visit(child, name, own, [...at, name]);
    }
  };
  visit(config, '', config, []);
  return texts;
}
