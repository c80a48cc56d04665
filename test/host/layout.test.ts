import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { downloadsDirectory, placeIn } from '../../src/host/layout.ts';
import { makeRoot } from './root.ts';

/** Links in a root, and where a file is then. */
const PLACES: readonly {
  links: Readonly<Record<string, string>>;
  file: string;
  place: string;
  follow?: boolean;
}[] = [
  { links: {}, file: '/opt/a/b', place: 'opt/a/b' },
  { links: {}, file: '/../..//opt/./x/../a', place: 'opt/a' },
  { links: { opt: '/data' }, file: '/opt/a', place: 'data/a' },
  { links: { opt: '/etc' }, file: '/opt', place: 'opt' },
  { links: { opt: '/etc' }, file: '/opt', place: 'etc', follow: true },
  { links: { opt: '../../../../../etc' }, file: '/opt/passwd', place: 'etc/passwd' },
  { links: { opt: 'var/opt', 'var/opt': '../mnt' }, file: '/opt/a', place: 'mnt/a' },
  { links: { 'opt/a': '..' }, file: '/opt/a/b', place: 'b' },
  { links: { opt: '/opt2', opt2: '/opt3', opt3: 'd' }, file: '/opt/a', place: 'd/a' },
];

test.each(PLACES)('$file with $links is $place', async ({ links, file, place, follow = false }) => {
  const root = makeRoot();
  for (const [link, target] of Object.entries(links)) {
    mkdirSync(path.dirname(path.join(root, link)), { recursive: true });
    symlinkSync(target, path.join(root, link));
  }
  expect(await placeIn(root, file, { follow })).toBe(path.join(root, place));
});

test('links that lead in a circle', async () => {
  const root = makeRoot();
  symlinkSync('/b', path.join(root, 'a'));
  symlinkSync('/a', path.join(root, 'b'));
  await expect(placeIn(root, '/a/c')).rejects.toThrow('is behind too many links');
});

test.each(['..', '.', '', 'a/b', '-a', 'a\n', 'A', 'a..b'])('%j is no name', (name) => {
  expect(() => downloadsDirectory(name)).toThrow('is not the name of a sysext');
});

test('a name', () => {
  expect(downloadsDirectory('azure-acr-credential-provider')).toBe('/opt/azure-acr-credential-provider/downloads');
});
