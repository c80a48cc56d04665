import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeFiles } from './root.ts';

/** The values of e_machine. */
const MACHINES = { 'x86-64': 62, arm64: 183, i386: 3 } as const;
export type TestArch = 'x86-64' | 'arm64';

/** A file that starts as a program for an arch does, and cannot be run. */
export function fakeProgram(arch: keyof typeof MACHINES, content = ''): Buffer {
  const header = Buffer.alloc(64);
  header.write('\u007fELF', 'latin1');
  header.set([arch === 'i386' ? 1 : 2, 1, 1], 4);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(MACHINES[arch], 18);
  return Buffer.concat([header, Buffer.from(content)]);
}

export interface ImageOptions {
  readonly name?: string;
  readonly arch?: TestArch;
  /** The text of its extension-release file; none, if it is `null`. */
  readonly release?: string | null;
  /** What tells two images apart. */
  readonly content?: string;
  /** More files, or others. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Links, by what they lead to; they replace files. */
  readonly links?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  /** `setfattr` is called with these, for a path: `user.a=1`. Those of trusted.* need root. */
  readonly xattrs?: readonly (readonly [path: string, attribute: string])[];
  /** What mksquashfs makes itself: `usr/bin/mount c 644 0 0 0 0`, or `usr/bin m 700 0 0` for a mode (its option -p). */
  readonly pseudo?: readonly string[];
  /** More options for mksquashfs. */
  readonly args?: readonly string[];
}

/** A sysext of one program, as a squashfs. */
export function makeImage({
  name = 'kubelet',
  arch = 'x86-64',
  release = 'ID=_any\n',
  content = '',
  files = {},
  links = {},
  directories = [],
  xattrs = [],
  pseudo = [],
  args = [],
}: ImageOptions = {}): Buffer {
  const dir = mkdtempSync(path.join(tmpdir(), 'image-'));
  const tree = path.join(dir, 'tree');
  try {
    writeFiles(tree, {
      [`usr/bin/${name}`]: fakeProgram(arch, content),
      ...(release !== null && { [`usr/lib/extension-release.d/extension-release.${name}`]: release }),
      ...files,
    });
    chmodSync(path.join(tree, 'usr/bin', name), 0o755);
    for (const one of directories) mkdirSync(path.join(tree, one), { recursive: true });
    for (const [file, target] of Object.entries(links)) {
      rmSync(path.join(tree, file), { recursive: true, force: true });
      mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
      symlinkSync(target, path.join(tree, file));
    }
    if (xattrs.length > 0) {
      // As getfattr writes them.
      const blocks = xattrs.map(([file, attribute]) => {
        const end = attribute.indexOf('=');
        const value = attribute.slice(end + 1);
        return `# file: ${file}\n${attribute.slice(0, end)}=${value.startsWith('0s') ? value : `"${value}"`}\n\n`;
      });
      execFileSync('setfattr', ['--restore=-'], { cwd: tree, input: blocks.join('') });
    }
    const file = path.join(dir, 'image.raw');
    const options = ['-quiet', '-no-progress', '-all-root', ...pseudo.flatMap((one) => ['-p', one]), ...args];
    execFileSync('mksquashfs', [tree, file, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
