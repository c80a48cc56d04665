import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImage } from '../../src/node/image.ts';
import { parseRelease } from '../../src/node/os-release.ts';
import { runProgram } from '../../src/node/run-program.ts';
import { findComponent } from '../../src/sysext/component.ts';
import { missing } from '../tools.ts';
import { fakeProgram, type ImageOptions, makeImage } from './images.ts';
import { makeRoot } from './root.ts';

const HOST = parseRelease('ID=flatcar\nVERSION_ID=4230.2.1\nSYSEXT_LEVEL=1.0\n');
const RELEASE_FILE = 'usr/lib/extension-release.d/extension-release.kubelet';

const CASES: readonly { name: string; image: ImageOptions | Buffer; says: string | undefined }[] = [
  { name: 'for any OS', image: {}, says: undefined },
  { name: 'for this level', image: { release: 'ID=flatcar\nSYSEXT_LEVEL=1.0\n' }, says: undefined },
  { name: 'with scripts', image: { files: { 'usr/bin/script': '#!/bin/sh\n' } }, says: undefined },
  {
    name: 'with a name that is a pattern',
    image: { files: { 'usr/bin/[*': fakeProgram('arm64') } },
    says: '/usr/bin/[* is built for arm64',
  },
  {
    name: 'for another arch',
    image: { arch: 'arm64' },
    says: '/usr/bin/kubelet is built for arm64, not for x86-64',
  },
  {
    name: 'with a second program for another arch',
    image: { files: { 'usr/sbin/other': fakeProgram('arm64') } },
    says: '/usr/sbin/other is built for arm64, not for x86-64',
  },
  {
    name: 'for another OS',
    image: { release: 'ID=azurelinux\nVERSION_ID=3.0\n' },
    says: `/${RELEASE_FILE} has ID=azurelinux, and the host has ID=flatcar`,
  },
  {
    name: 'for another version of the OS',
    image: { release: 'ID=flatcar\nVERSION_ID=4000.0.0\n' },
    says: `/${RELEASE_FILE} has VERSION_ID=4000.0.0, and the host has VERSION_ID=4230.2.1`,
  },
  {
    name: 'that says another arch than its program is for',
    image: { release: 'ID=_any\nARCHITECTURE=arm64\n' },
    says: `/${RELEASE_FILE} has ARCHITECTURE=arm64, and the host is x86-64`,
  },
  {
    name: 'of another name',
    image: { name: 'kubectl' },
    says: `has no /${RELEASE_FILE}, so that systemd-sysext would not merge it as kubelet`,
  },
  {
    name: 'without the program',
    image: { name: 'kubectl', files: { [RELEASE_FILE]: 'ID=_any\n' } },
    says: 'has no /usr/bin/kubelet',
  },
  {
    name: 'with an os-release',
    image: { files: { 'usr/lib/os-release': 'ID=other\n' } },
    says: 'has a /usr/lib/os-release',
  },
  { name: 'that is no squashfs', image: Buffer.from('<html>log in</html>'), says: 'is no squashfs image' },
  { name: 'that is empty', image: Buffer.alloc(0), says: 'is no squashfs image' },
];

describe.skipIf(missing('mksquashfs', 'unsquashfs'))('an image', () => {
  test.each(CASES)('$name', async ({ image, says }) => {
    const root = makeRoot({ 'kubelet.raw': Buffer.isBuffer(image) ? image : makeImage(image) });
    const file = path.join(root, 'kubelet.raw');
    const component = findComponent('kubelet-sysext');
    const checked = checkImage(file, { name: 'kubelet', arch: 'x86-64', host: HOST, component }, runProgram);
    if (says === undefined) expect((await checked).get('ID')).toBeDefined();
    else await expect(checked).rejects.toThrow(`${file}: ${says}`);
  });

  test('that is cut off', async () => {
    const whole = makeImage({ content: randomBytes(100_000).toString('hex') });
    const root = makeRoot({ 'kubelet.raw': whole.subarray(0, whole.length / 2) });
    const target = { name: 'kubelet', arch: 'x86-64', host: HOST, component: undefined } as const;
    await expect(checkImage(path.join(root, 'kubelet.raw'), target, runProgram)).rejects.toThrow('kubelet.raw: ');
  });
});

test('a program that is missing is named, with what it comes with', async () => {
  const old = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    await expect(runProgram('unsquashfs', [])).rejects.toThrow(
      'unsquashfs is not installed; it comes with squashfs-tools',
    );
  } finally {
    process.env['PATH'] = old;
  }
});
