import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import RE2 from 're2';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, toJson } from '../../src/presets/catalogue.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FILES = Object.keys(CATALOGUE);

test('every file in presets/ is in the catalogue', () => {
  const inFolder = readdirSync(path.join(ROOT, 'presets')).map((file) => `presets/${file}`);
  expect(['default.json', ...inFolder].sort()).toEqual([...FILES].sort());
});

describe.each(FILES)('%s', (file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');

  test('is what its source says', () => {
    expect(text).toBe(toJson(CATALOGUE[file] ?? { description: '' }));
  });

  test('has a schema and descriptions, and sets nothing outside packages', () => {
    const preset = JSON.parse(text);
    expect(preset.$schema).toBe('https://docs.renovatebot.com/renovate-schema.json');
    expect(preset.description).toMatch(/\w/);
    const allowed = ['$schema', 'description', 'customDatasources', 'customManagers', 'packageRules'];
    expect(Object.keys(preset).filter((key) => !allowed.includes(key))).toEqual([]);
    for (const rule of preset.packageRules ?? []) expect(rule.matchPackageNames, rule.description).toBeDefined();
  });

  test('has patterns that RE2 accepts', () => {
    const patterns = patternsOf(JSON.parse(text));
    for (const pattern of patterns) expect(() => new RE2(pattern), pattern).not.toThrow();
  });
});

test('Renovate validates all of them, strictly', () => {
  const validator = path.join(ROOT, 'node_modules/renovate/dist/config-validator.js');
  const output = execFileSync(process.execPath, [validator, '--strict', '--no-global', ...FILES], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(output).toContain(`Config validated successfully against ${FILES.length} file(s)`);
});

/** Every regular expression in a preset: whole fields, `/.../` fields, `regex:` versionings. */
function patternsOf(value: unknown, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => patternsOf(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => patternsOf(item, name));
  }
  if (typeof value !== 'string') return [];
  if (['matchStrings', 'extractVersion'].includes(key)) return [value];
  const literal = /^!?\/(.*)\/$/.exec(value)?.[1] ?? /^regex:(.*)$/.exec(value)?.[1];
  return literal === undefined ? [] : [literal.replaceAll(/\{\{[^}]*\}\}/g, '1')];
}
