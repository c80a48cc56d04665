import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostArch } from '../../src/cli/host-options.ts';
import { hostRelease, parseOsRelease, whyIncompatible } from '../../src/host/os-release.ts';
import { missing } from '../tools.ts';
import { inNamespace } from './namespace.ts';
import { FITS, RELEASES } from './os-release.cases.ts';
import { makeRoot, writeFiles } from './root.ts';

test.each(RELEASES)('$text', ({ text, fields }) => {
  expect(Object.fromEntries(parseOsRelease(text))).toEqual(fields);
});

test.each(FITS)('$extension on $host', ({ host, extension, says }) => {
  const reason = whyIncompatible(parseOsRelease(extension), parseOsRelease(host), hostArch());
  if (says === undefined) expect(reason).toBeUndefined();
  else expect(reason).toContain(says);
});

describe.skipIf(missing('root', 'systemd-sysext', 'unshare'))('the real systemd-sysext', () => {
  test.each([...new Set(FITS.map(({ host }) => host))])('agrees on what fits %j', (host) => {
    const root = makeRoot({ 'usr/lib/os-release': `${host}\n`, 'usr/bin/true': '' });
    const fits = FITS.filter((fit) => fit.host === host);
    for (const [index, { extension }] of fits.entries()) {
      const folder = path.join(root, `var/lib/extensions/e${index}`);
      writeFiles(folder, { [`usr/lib/extension-release.d/extension-release.e${index}`]: `${extension}\n` });
    }
    const script = `systemd-sysext --root=${root} refresh >&2; cat ${root}/usr/.systemd-sysext/extensions || true`;
    const merged = execFileSync(...inNamespace(script), { encoding: 'utf8', stdio: 'pipe' })
      .trim()
      .split('\n');
    const expected = fits.flatMap(({ says }, index) => (says === undefined ? [`e${index}`] : []));
    expect(merged.filter(Boolean).sort()).toEqual(expected.sort());
  });
});

test('the os-release of a root is its own, also behind a link', async () => {
  const root = makeRoot({ 'usr/lib/os-release': 'ID=inside\n' });
  expect((await hostRelease(root)).get('ID')).toBe('inside');
  execFileSync('ln', ['-sr', path.join(root, 'usr/lib/os-release'), path.join(root, 'usr/lib/other')]);
  execFileSync('mkdir', [path.join(root, 'etc')]);
  execFileSync('ln', ['-s', '/usr/lib/other', path.join(root, 'etc/os-release')]);
  expect((await hostRelease(root)).get('ID')).toBe('inside');
});

test.each([
  [Buffer.from('ID=a\nNAME=caf\xe9\n', 'latin1'), 'has bytes that are not UTF-8, and is not read by systemd'],
  [Buffer.from('ID=a\0\n'), 'has a NUL byte'],
])('a root whose os-release systemd does not read', async (bytes, says) => {
  const root = makeRoot({ 'etc/os-release': bytes, 'usr/lib/os-release': 'ID=b\n' });
  await expect(hostRelease(root)).rejects.toThrow(`${root}/etc/os-release ${says}`);
});

test('a root without one is no root', async () => {
  await expect(hostRelease(makeRoot())).rejects.toThrow('it is not the root of an OS');
});
