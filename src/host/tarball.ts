import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { isLoopback } from '../registry/address.ts';
import { createHttp, type Http } from '../registry/http.ts';
import type { RetryPolicy } from '../registry/retry.ts';
import type { Arch } from '../sysext/arch.ts';
import type { RunProgram } from '../system/run-program.ts';
import { ELF_HEAD, elfArch } from './elf.ts';
import { abandoned, temporary } from './temporary.ts';

/** Tarballs on this machine. */
export interface Tarballs {
  /** The file of a tarball that was named as a file, or as a URL. */
  fileOf(tarball: string): string;
  /** Removes what was fetched. */
  remove(): Promise<void>;
}

/**
 * Fetches tarballs that are named by a URL (https, or http on loopback), each once.
 *
 * @param wanted `tarball`: a file or a URL. `beside`: the file that it is for; it is kept beside that until it is removed.
 * @throws {RegistryError}, and {Error} one line, when one of them cannot be had; then none is kept.
 */
export async function fetchTarballs(
  wanted: readonly { readonly tarball: string; readonly beside: string }[],
  retry: RetryPolicy = {},
): Promise<Tarballs> {
  const http = createHttp(retry);
  const files = new Map<string, string>();
  const remove = async () => {
    for (const file of files.values()) await rm(file, { force: true });
  };
  try {
    for (const { tarball, beside } of wanted) {
      if (!/^https?:\/\//.test(tarball) || files.has(tarball)) continue;
      const place = `${beside}.tarball`;
      for (const left of await abandoned(place, 'part')) await rm(left, { force: true });
      const file = temporary(place, 'part');
      files.set(tarball, file);
      await fetchTarball(http, tarball, file);
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { fileOf: (tarball) => files.get(tarball) ?? tarball, remove };
}

/** More than any release has, so that a slow server has the time for it. */
const LONGEST = 1024 ** 3;

async function fetchTarball(http: Http, text: string, file: string): Promise<void> {
  const url = new URL(text);
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new Error(`${text} is plain HTTP, which is accepted on loopback only: use https://`);
  }
  await http.retry(text, async () => {
    const response = await http.send(text, url);
    if (response.status !== 200) {
      response.discard();
      throw new Error(`${text}: ${response.url.host} responds with ${response.status}`);
    }
    const handle = await open(file, 'w');
    try {
      for await (const chunk of response.stream(LONGEST)) await handle.appendFile(chunk);
    } finally {
      await handle.close();
    }
  });
}

/** A program in a tarball. */
export interface Packed {
  /** A file. */
  readonly tarball: string;
  /** The last part of its path in there, such as `kubelet` for `kubernetes/node/bin/kubelet`. */
  readonly program: string;
  readonly arch: Arch;
}

/**
 * Takes a program out of a tarball, executable and flushed to the disk.
 *
 * @param file where it is written to.
 * @throws {Error} when the tarball cannot be read, or has no such program, or one for another arch.
 */
export async function unpack({ tarball, program, arch }: Packed, file: string, run: RunProgram): Promise<void> {
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
