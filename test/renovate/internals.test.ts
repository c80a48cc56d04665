import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { USED } from '../../src/renovate/internals.ts';

const root = locateRenovate(PACKAGE_ROOT);

/** With a new Renovate, this says which of its modules and functions have moved. */
test.each(Object.entries(USED))('%s has %j', async (module, names) => {
  const loaded = await import(pathToFileURL(path.join(root, 'dist', module)).href);
  expect(Object.keys(loaded)).toEqual(expect.arrayContaining([...names]));
});
