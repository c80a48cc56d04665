import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LOOPBACK } from '../registry/address.ts';
import type { Arch } from '../sysext/arch.ts';
import { ELF_HEAD, elfArch } from './elf.ts';
import type { RunProgram } from './run-program.ts';
import { abandoned, temporary } from './temporary.ts';

/** A program in a tarball. */
export interface Packed {
  /** A file, or a URL (https, or http on loopback). */
  readonly tarball: string;
  /** The last part of its path in there, such as `kubelet` for `kubernetes/node/bin/kubelet`. */
  readonly program: string;
  readonly arch: Arch;
}

/**
 * Takes a program out of a tarball, executable and flushed to the disk.
 *
 * @param file where the program is to be in the end; downloads are kept beside it for as long as they are needed.
 * @param next where it is written to.
 * @throws {Error} when the tarball cannot be had, or has no such program, or one for another arch.
 */
export async function unpack(packed: Packed, file: string, next: string, run: RunProgram): Promise<void> {
  if (!/^https?:\/\//.test(packed.tarball)) return extract(packed.tarball, packed, next, run);
  const place = `${file}.tarball`;
  for (const left of await abandoned(place, 'part')) await rm(left, { force: true });
  const download = temporary(place, 'part');
  try {
    await fetchTarball(packed.tarball, download);
    await extract(download, packed, next, run);
  } finally {
    await rm(download, { force: true });
  }
}

async function fetchTarball(url: string, file: string): Promise<void> {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !LOOPBACK.includes(hostname)) {
    throw new Error(`${url} is plain HTTP, which is accepted on loopback only: use https://`);
  }
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`${url} cannot be reached: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  if (!response.ok || response.body === null) throw new Error(`${url} answers ${response.status}`);
  const handle = await open(file, 'w');
  await pipeline(response.body, handle.createWriteStream());
}

async function extract(tarball: string, { program, arch }: Packed, file: string, run: RunProgram): Promise<void> {
  const list = await run('tar', ['-tf', tarball]);
  if (list.exitCode !== 0) throw new Error(`${tarball} cannot be read as a tarball: ${list.stderr}`);
  const members = list.stdout.toString().split('\n');
  const matching = members.filter((member) => path.posix.basename(member) === program && !member.endsWith('/'));
  const [member] = matching;
  if (member === undefined || matching.length > 1) {
    throw new Error(`${tarball} has ${matching.length} files named ${program}; it should have one`);
  }
  const handle = await open(file, 'w+', 0o755);
  try {
    const { exitCode, stderr } = await run('tar', ['-xOf', tarball, '--', member], { into: handle.fd });
    if (exitCode !== 0) throw new Error(`${member} of ${tarball} cannot be read: ${stderr}`);
    await handle.chmod(0o755);
    await handle.sync();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(ELF_HEAD), 0, ELF_HEAD, 0);
    const found = elfArch(buffer.subarray(0, bytesRead));
    if (found !== arch) throw new Error(`${member} of ${tarball} is built for ${found}, not for ${arch}`);
  } finally {
    await handle.close();
  }
}
