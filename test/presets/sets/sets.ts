import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getConfig } from 'renovate/dist/config/defaults.js';
import { replaceArgs, resolveConfigPresets } from 'renovate/dist/config/presets/index.js';
import { mergeChildConfig } from 'renovate/dist/config/utils.js';
import { CATALOGUE } from '../../../src/presets/catalogue.ts';
import { PACKAGE_ROOT } from '../../../src/renovate/host/locate.ts';
import type { Config } from '../../../src/renovate/internals.ts';

/** The arguments of presets that have some. */
const ARGUMENTS: Readonly<Record<string, string>> = { revisionless: 'azlinux3', owners: 'alice' };

/** Presets of Renovate that pin digests, directly and by way of another. */
export const PINNING = ['docker:pinDigests', 'config:best-practices'] as const;

/** The published presets, by the names that sets have of them. */
export const NAMES = Object.keys(CATALOGUE).map((file) => file.replace(/^presets\/|\.json$/g, ''));

/** The presets that a repository extends, in its order. */
export type PresetSet = readonly string[];

/** Every ordered set of up to `size` published presets. */
export function setsUpTo(size: number): PresetSet[] {
  if (size === 0) return [[]];
  const shorter = setsUpTo(size - 1);
  const longest = shorter.filter(({ length }) => length === size - 1);
  const longer = longest.flatMap((set) => NAMES.filter((name) => !set.includes(name)).map((name) => [...set, name]));
  return [...shorter, ...longer];
}

/** Presets in the order in which the documentation has them; those that are not here come last. */
const DOCUMENTED = ['default', 'rules', 'annotations', 'revisionless', 'with-packages'];

/** Each set once, in the order of the documentation. */
export function inDocumentedOrder(sets: readonly PresetSet[]): PresetSet[] {
  const place = (name: string) => (DOCUMENTED.includes(name) ? DOCUMENTED.indexOf(name) : DOCUMENTED.length);
  const sorted = sets.map((set) => [...set].sort().sort((a, b) => place(a) - place(b)));
  return [...new Map(sorted.map((set) => [set.join(), set])).values()];
}

/** A set by itself, and with each preset of {@link PINNING} before and after it. */
export function amongOthers(set: PresetSet): PresetSet[] {
  return [
    set,
    ...PINNING.flatMap((other) => [
      [other, ...set],
      [...set, other],
    ]),
  ];
}

/** How an `extends` names a preset of a set. */
export function named(name: string): string {
  if (name.includes(':')) return name;
  const below = name === 'default' ? '' : `//presets/${name}`;
  const argument = ARGUMENTS[name] === undefined ? '' : `(${ARGUMENTS[name]})`;
  return `github>org/aks-sysext-renovate${below}#1.0.0${argument}`;
}

const resolved = new Map<string, Config>();

/** Merges a set and then the repository's `own` configuration, as Renovate does. */
export async function configOf(set: PresetSet, own: Config): Promise<Config> {
  const presets: Config[] = [];
  for (const name of set) {
    const known = resolved.get(name) ?? (await resolve(name));
    resolved.set(name, known);
    presets.push(known);
  }
  return [...presets, own].reduce<Config>((merged, next) => mergeChildConfig(merged, next), getConfig());
}

async function resolve(name: string): Promise<Config> {
  if (name.includes(':')) return (await resolveConfigPresets({ extends: [name] })).config;
  const file = name === 'default' ? 'default.json' : `presets/${name}.json`;
  const preset = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, file), 'utf8'));
  return replaceArgs(preset, { arg0: ARGUMENTS[name] ?? '' });
}
