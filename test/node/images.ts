import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeFiles } from './root.ts';

/** The values of e_machine. */
const MACHINES = { 'x86-64': 62, arm64: 183 } as const;
export type TestArch = keyof typeof MACHINES;

/** A file that starts as a program for an arch does, and cannot be run. */
export function fakeProgram(arch: TestArch, content = ''): Buffer {
  const header = Buffer.alloc(64);
  header.write('\u007fELF', 'latin1');
  header.set([2, 1, 1], 4);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(MACHINES[arch], 18);
  return Buffer.concat([header, Buffer.from(content)]);
}

export interface ImageOptions {
  readonly name?: string;
  readonly arch?: TestArch;
  /** The text of its extension-release file. */
  readonly release?: string;
  /** What tells two images apart. */
  readonly content?: string;
  /** More files, or others. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** A sysext of one program, as a squashfs. */
export function makeImage({
  name = 'kubelet',
  arch = 'x86-64',
  release = 'ID=_any\n',
  content = '',
  files = {},
}: ImageOptions = {}): Buffer {
  const dir = mkdtempSync(path.join(tmpdir(), 'image-'));
  try {
    writeFiles(path.join(dir, 'tree'), {
      [`usr/bin/${name}`]: fakeProgram(arch, content),
      [`usr/lib/extension-release.d/extension-release.${name}`]: release,
      ...files,
    });
    chmodSync(path.join(dir, 'tree/usr/bin', name), 0o755);
    const file = path.join(dir, 'image.raw');
    execFileSync('mksquashfs', [path.join(dir, 'tree'), file, '-quiet', '-no-progress', '-all-root']);
    return readFileSync(file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
