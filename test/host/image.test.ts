import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { InvalidImageError, UnsupportedImageError } from '../../src/host/errors.ts';
import { checkImage } from '../../src/host/image.ts';
import { parseOsRelease } from '../../src/host/os-release.ts';
import { findComponent } from '../../src/sysext/component.ts';
import { runProgram } from '../../src/system/run-program.ts';
import { missing } from '../tools.ts';
import { HOST, IMAGES, type ImageCase } from './image.cases.ts';
import { makeImage } from './images.ts';
import { inNamespace } from './namespace.ts';
import { HERE } from './program.ts';
import { makeRoot, writeFiles } from './root.ts';

const isSkipped = ({ needsRoot }: ImageCase) => needsRoot === true && missing('root');

const made = new Map<ImageCase, Buffer>();

function make(one: ImageCase): Buffer {
  const known = made.get(one);
  if (known !== undefined) return known;
  const options = one.image();
  const image = Buffer.isBuffer(options) ? options : makeImage(options);
  made.set(one, image);
  return image;
}

describe.skipIf(missing('mksquashfs', 'unsquashfs', 'setfattr', 'xz'))('an image', () => {
  test.each(IMAGES.filter((one) => !isSkipped(one)))('$name', async (one) => {
    const { says, note, isOther } = one;
    const file = path.join(makeRoot({ 'kubelet.raw': make(one) }), 'kubelet.raw');
    const component = isOther ? undefined : findComponent('kubelet-sysext');
    const target = { name: 'kubelet', arch: 'x86-64', host: parseOsRelease(HOST), component } as const;
    const result = await checkImage(file, target, runProgram).catch((error: unknown) => error);
    if (says === undefined) {
      expect(result).toMatchObject({ notes: note === undefined ? [] : [expect.stringContaining(note)] });
      return;
    }
    const [code, message] = says;
    expect(result).toBeInstanceOf(code === 'unsupported' ? UnsupportedImageError : InvalidImageError);
    if (code !== 'unsupported') expect(result).toMatchObject({ code });
    expect((result as Error).message).toMatch(/^\S+kubelet\.raw: .*$/);
    expect((result as Error).message).toContain(message);
  });
});

describe.skipIf(missing('root', 'unshare', 'mksquashfs', 'setfattr', 'systemd-sysext') || HERE !== 'x86-64')(
  'the real systemd-sysext',
  () => {
    const cases = IMAGES.filter(({ systemd }) => systemd !== undefined);
    const merged: boolean[] = [];

    beforeAll(() => {
      const scratch = mkdtempSync(path.join(tmpdir(), 'image-test-'));
      try {
        for (const [index, one] of cases.entries()) {
          const release = { 'usr/lib/os-release': HOST, 'usr/bin/true': '', 'opt/a': '' };
          writeFiles(path.join(scratch, `${index}`), { ...release, 'var/lib/extensions/kubelet.raw': make(one) });
        }
        const script = `
          for root in $(seq 0 ${cases.length - 1}); do
            systemd-sysext --root=${scratch}/$root refresh >/dev/null 2>&1
            if grep -qx kubelet ${scratch}/$root/usr/.systemd-sysext/extensions 2>/dev/null; then echo yes; else echo no; fi
          done`;
        const lines = execFileSync(...inNamespace(script), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
        merged.push(
          ...lines
            .trim()
            .split('\n')
            .map((line) => line === 'yes'),
        );
      } finally {
        rmSync(scratch, { recursive: true });
      }
    });

    test.each(cases.map((one, index) => ({ ...one, index })))('$name: it $systemd', ({ systemd, index }) => {
      expect(merged[index]).toBe(systemd === 'merges');
    });
  },
);

test('what systemd does not merge is refused, and what is called not merged is not', () => {
  for (const { name, systemd, says } of IMAGES) {
    if (systemd === 'does not merge') expect(says, name).toBeDefined();
    if (systemd === 'merges') expect(says?.[1] ?? '', name).not.toMatch(/would not merge|not mounted|has ID=/);
  }
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
