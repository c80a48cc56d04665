import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { USR_LOCAL, usrLocalButane, writeUsrLocal } from '../../src/host/usr-local.ts';
import { makeRoot } from './root.ts';

/** Every entry of a root, with what is in it. */
function tree(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const entries = names.map((name): [string, string] => {
    const file = path.join(root, name);
    const stat = lstatSync(file);
    if (stat.isSymbolicLink()) return [name, `-> ${readlinkSync(file)}`];
    return [name, stat.isFile() ? readFileSync(file, 'utf8') : ''];
  });
  return Object.fromEntries(entries.filter(([, what]) => what !== ''));
}

const EXTENSION = {
  'var/lib/extensions/usr-local/usr/lib/extension-release.d/extension-release.usr-local': 'ID=_any\n',
  'var/lib/extensions/usr-local/usr/local': '-> /var/usrlocal',
};

test('an extension in /var/lib/extensions, and the folders that it leads to; twice as once', async () => {
  const root = makeRoot();
  await writeUsrLocal(root, USR_LOCAL);
  await writeUsrLocal(root, USR_LOCAL);
  expect(tree(root)).toEqual(EXTENSION);
  expect(readdirSync(path.join(root, 'var/usrlocal'))).toContain('bin');
});

test('what is in the writable folder stays', async () => {
  const root = makeRoot({ 'var/usrlocal/bin/mine': 'mine' });
  await writeUsrLocal(root, USR_LOCAL);
  expect(tree(root)).toEqual({ ...EXTENSION, 'var/usrlocal/bin/mine': 'mine' });
});

test('another name and target', async () => {
  const root = makeRoot();
  await writeUsrLocal(root, { name: 'writable', target: '/data/local' });
  expect(tree(root)).toEqual({
    'var/lib/extensions/writable/usr/lib/extension-release.d/extension-release.writable': 'ID=_any\n',
    'var/lib/extensions/writable/usr/local': '-> /data/local',
  });
});

test('Butane writes the same files, links and folders', async () => {
  const root = makeRoot();
  await writeUsrLocal(root, USR_LOCAL);
  const butane = usrLocalButane(USR_LOCAL);
  expect(butane).toMatch(/^variant: flatcar\nversion: 1\.1\.0\nstorage:\n/);
  const paths = [...butane.matchAll(/- path: \/(\S+)$/gm)].map(([, found]) => found);
  const subfolders = readdirSync(path.join(root, 'var/usrlocal')).map((name) => `var/usrlocal/${name}`);
  expect(paths.sort()).toEqual([...Object.keys(EXTENSION), 'var/usrlocal', ...subfolders].sort());
  expect(butane).toContain('inline: |\n          ID=_any\n');
  expect(butane).toContain('      target: /var/usrlocal\n');
});

test.each([
  '/etc/local',
  '/usr/local',
  '/opt/local',
  '/etc',
  'var/local',
  '/',
  '/var/../etc',
  '/var/a b',
  '/var/a\n',
  '/var/',
])('%j is no place for it', async (target) => {
  const root = makeRoot();
  await expect(writeUsrLocal(root, { name: 'usr-local', target })).rejects.toThrow('cannot hold /usr/local');
  expect(() => usrLocalButane({ name: 'usr-local', target })).toThrow('cannot hold /usr/local');
  expect(tree(root)).toEqual({});
});

test.each(['', '..', '../x', 'a/b', '.hidden'])('%j is no name', async (name) => {
  await expect(writeUsrLocal(makeRoot(), { ...USR_LOCAL, name })).rejects.toThrow(
    'is not a valid name of an extension',
  );
});
