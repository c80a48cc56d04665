import type { Path } from '../../manifest/path.ts';
import type { Config } from '../internals.ts';

/** The package rules of a configuration. */
export function rulesOf(config: Config): Config[] {
  return [config['packageRules'] ?? []].flat() as Config[];
}

/** The custom managers of a configuration. */
export function customManagersOf(config: Config): Config[] {
  return [config['customManagers'] ?? []].flat() as Config[];
}

/** The value at a path. */
export function valueAt(config: Config, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Config | undefined)?.[key], config);
}

/** A value as a message quotes it: JSON, unless it is a string. */
export function quote(value: unknown, maxCharacters = Number.POSITIVE_INFINITY): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}
