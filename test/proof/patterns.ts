import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { replaceArgs } from 'renovate/dist/config/presets/index.js';
import { compile } from 'renovate/dist/util/template/index.js';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';

/** A pattern of the published presets, as its engine gets it. */
export interface Pattern {
  readonly source: string;
  /** Renovate's own patterns run on RE2, those inside JSONata on JavaScript's RegExp. */
  readonly engine: 'RE2' | 'RegExp';
  /** The first place where it stands. */
  readonly where: string;
}

/** What stands in the place of arguments and of fields of a dependency. */
const ARGS = { arg0: 'ubuntu24.04' };
const FIELDS = {
  ...{ major: 1, minor: 34, line: '1.34', release: '1.34.9', build: 'ubuntu24.04-x86-64' },
  ...{ version: 'v1.34.9-1-ubuntu24.04', tag: 'v1.34.9-1-ubuntu24.04-arm64', distro: 'ubuntu24.04', arch: '-arm64' },
  indent: '    ',
};

const fromRenovate = createRequire(path.join(locateRenovate(PACKAGE_ROOT), 'package.json'));
const handlebars: { parse(template: string): unknown } = fromRenovate('handlebars');
const jsonata: (expression: string) => { ast(): unknown } = fromRenovate('jsonata');

/** The files that are published, by their path. */
export function publishedFiles(): string[] {
  const presets = readdirSync(path.join(PACKAGE_ROOT, 'presets')).sort();
  return ['default.json', ...presets.map((name) => `presets/${name}`)];
}

/** Every string of the published presets, with the patterns in it, by where it stands. */
export function publishedStrings(): Map<string, { text: string; patterns: Omit<Pattern, 'where'>[] }> {
  const strings = new Map<string, { text: string; patterns: Omit<Pattern, 'where'>[] }>();
  for (const file of publishedFiles()) {
    const json: unknown = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, file), 'utf8'));
    visit(replaceArgs(json, ARGS), [file], (text, keys) => {
      strings.set(keys.join(' '), { text, patterns: patternsOf(text, keys) });
    });
  }
  return strings;
}

/** Every pattern of the published presets, once. */
export function publishedPatterns(): Pattern[] {
  const all = [...publishedStrings()].flatMap(([where, { patterns }]) => patterns.map((one) => ({ ...one, where })));
  return [...new Map(all.reverse().map((one) => [`${one.engine} ${one.source}`, one])).values()].reverse();
}

function visit(value: unknown, keys: readonly string[], onText: (text: string, keys: readonly string[]) => void): void {
  if (typeof value === 'string') onText(value, keys);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) visit(child, [...keys, key], onText);
}

function patternsOf(text: string, keys: readonly string[]): Omit<Pattern, 'where'>[] {
  const [field = '', parent = ''] = [keys.at(-1), keys.at(-2)];
  if (parent === 'transformTemplates' || parent === 'matchJsonata') {
    return findNodes(jsonata(text).ast(), 'regex').map(({ value }) => ({
      engine: 'RegExp',
      source: (value as RegExp).source,
    }));
  }
  const own = ownPattern(text, field, parent);
  return [...(own === undefined ? [] : [own]), ...replaced(text)].map((source) => ({ engine: 'RE2', source }));
}

/** The pattern that the whole text is, its template filled in. */
function ownPattern(text: string, field: string, parent: string): string | undefined {
  if (parent === 'matchStrings' || field === 'extractVersion') return text;
  if (field === 'extractVersionTemplate') return compile(text, FIELDS, false);
  if (text.startsWith('regex:')) return text.slice('regex:'.length);
  const quoted = /^!?\/(?<source>.*)\/i?$/s.exec(text)?.groups?.['source'];
  return quoted?.includes('{{') ? compile(quoted, FIELDS, false) : quoted;
}

/** What the templates of a text look for with the helper `replace`. */
function replaced(text: string): string[] {
  if (!text.includes('{{')) return [];
  const calls = ['SubExpression', 'MustacheStatement'].flatMap((type) => findNodes(handlebars.parse(text), type));
  return (calls as { path?: Argument; params: unknown }[]).flatMap(({ path: called, params }) => {
    const [find] = params as Argument[];
    return called?.original === 'replace' && find !== undefined ? [evaluate(find)] : [];
  });
}

/** An argument of a template's helper: a string, a field, or a call of `replace`. */
interface Argument {
  readonly value?: string;
  readonly original?: string;
  readonly params?: readonly Argument[];
}

function evaluate({ value, original, params = [] }: Argument): string {
  const [find, replacement, text] = params.map(evaluate);
  if (find !== undefined) return (text ?? '').replaceAll(new RegExp(find, 'g'), replacement ?? '');
  return value ?? String(FIELDS[original as keyof typeof FIELDS]);
}

function findNodes(tree: unknown, type: string): Record<string, unknown>[] {
  if (typeof tree !== 'object' || tree === null || tree instanceof RegExp) return [];
  const below = Object.values(tree).flatMap((child) => findNodes(child, type));
  return 'type' in tree && tree.type === type ? [tree as Record<string, unknown>, ...below] : below;
}
