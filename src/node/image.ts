import type { Arch } from '../sysext/arch.ts';
import type { Component } from '../sysext/component.ts';
import { ELF_HEAD, elfArch, NO_ELF } from './elf.ts';
import { parseRelease, type Release, whyIncompatible } from './os-release.ts';
import { lastLine, type RunProgram } from './run-program.ts';

/** What an image must fit. */
export interface Target {
  /** The name under which it is merged. */
  readonly name: string;
  readonly arch: Arch;
  /** The os-release of the host; an image is not compared with one that is not known. */
  readonly host: Release | undefined;
  /** The component, if it is a known one: then its binary must be there. */
  readonly component: Component | undefined;
}

/**
 * Checks that systemd-sysext would merge an image, and that its programs run on the host: it is a squashfs, has the
 * extension-release file of its name, fits the host, and what is in its `/usr/bin` and `/usr/sbin` is for the arch.
 *
 * @returns what its extension-release file says.
 * @throws {Error} one line that names the image, for the first thing that is wrong.
 */
export async function checkImage(file: string, target: Target, run: RunProgram): Promise<Release> {
  const entries = await listImage(file, run);
  const release = `/usr/lib/extension-release.d/extension-release.${target.name}`;
  if (!entries.some(({ path, isFile }) => isFile && path === release)) {
    throw new Error(`${file}: has no ${release}, so that systemd-sysext would not merge it as ${target.name}`);
  }
  if (entries.some(({ path }) => path === '/usr/lib/os-release')) {
    throw new Error(`${file}: has a /usr/lib/os-release, which would take the place of the host's`);
  }
  const extension = parseRelease((await readInImage(file, release, run)).toString());
  const reason = whyIncompatible(extension, target.host ?? extension, target.arch);
  if (reason !== undefined) throw new Error(`${file}: ${release} ${reason}`);
  await checkPrograms(file, entries, target, run);
  return extension;
}

async function checkPrograms(
  file: string,
  entries: readonly Entry[],
  { arch, component }: Target,
  run: RunProgram,
): Promise<void> {
  const programs = entries.filter(({ path, isFile }) => isFile && /^\/usr\/s?bin\/[^/]+$/.test(path));
  if (component !== undefined && !programs.some(({ path }) => path === component.binary)) {
    throw new Error(`${file}: has no ${component.binary}`);
  }
  for (const { path } of programs) {
    const found = elfArch(await readInImage(file, path, run, ELF_HEAD));
    if (found !== arch && found !== NO_ELF) throw new Error(`${file}: ${path} is built for ${found}, not for ${arch}`);
  }
}

interface Entry {
  /** From the image's root: `/usr/bin/kubelet`. */
  readonly path: string;
  readonly isFile: boolean;
}

/** `-rwxr-xr-x root/root  42 2026-08-21 10:00 squashfs-root/usr/bin/kubelet` */
const LINE = /^(?<type>[-a-z])\S{9} \S+ +\S+ \S+ \S+ squashfs-root(?<path>\/.+)$/;

async function listImage(file: string, run: RunProgram): Promise<Entry[]> {
  const { exitCode, stdout, stderr } = await run('unsquashfs', ['-lln', file]);
  if (exitCode !== 0) throw new Error(`${file}: is no squashfs image: ${lastLine(stderr)}`);
  const lines = stdout.toString().split('\n');
  return lines.flatMap((line) => {
    const { type, path } = LINE.exec(line)?.groups ?? {};
    return path === undefined ? [] : { path, isFile: type === '-' };
  });
}

/** The most of an extension-release file that is read. */
const MAX_RELEASE = 64 * 1024;

async function readInImage(file: string, path: string, run: RunProgram, head = MAX_RELEASE): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await run('unsquashfs', ['-no-wildcards', '-cat', file, path], { head });
  if (exitCode !== 0) throw new Error(`${file}: ${path} cannot be read: ${lastLine(stderr)}`);
  return stdout.subarray(0, head);
}
