import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { locateRenovate, PACKAGE_ROOT } from '../../../src/renovate/host/locate.ts';
import { scratch } from '../../cli/command.ts';

/** A folder with a Renovate of some version installed. */
function withRenovate(version: string): string {
  const dir = scratch();
  const installed = path.join(dir, 'node_modules/renovate');
  mkdirSync(installed, { recursive: true });
  writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ name: 'renovate', version }));
  return dir;
}

test("the user's own Renovate comes first", () => {
  const dir = withRenovate('44.103.0');
  expect(locateRenovate(dir)).toBe(path.join(dir, 'node_modules/renovate'));
});

test('without one, the Renovate beside this package is taken', () => {
  expect(locateRenovate(scratch())).toBe(path.join(PACKAGE_ROOT, 'node_modules/renovate'));
});

test.each(['43.200.0', '44.94.0', '45.0.0'])('Renovate %s is refused in a line', (version) => {
  expect(() => locateRenovate(withRenovate(version))).toThrow(`Renovate ${version} in`);
});
