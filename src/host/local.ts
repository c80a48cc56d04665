import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Arch } from '../sysext/arch.ts';
import { fileName } from '../sysext/component.ts';
import { compareVersions } from '../sysext/order.ts';
import { formatVersion, parseTag, type SysextVersion } from '../sysext/tag.ts';
import { downloadsDirectory, placeIn } from './layout.ts';

/** An image of a component that an image build has cached. */
export interface CachedImage {
  readonly version: SysextVersion;
  readonly tag: string;
}

/** The cached images of a component for one arch, newest first. Other files are ignored. */
export async function cachedImages(root: string, name: string, arch: Arch): Promise<CachedImage[]> {
  const directory = await placeIn(root, downloadsDirectory(name), { follow: true });
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const versions = names.flatMap((file) => readFileName(name, file) ?? []).filter((one) => one.arch === arch);
  const images = versions
    .sort((a, b) => compareVersions(b, a))
    .map((version) => ({ version, tag: formatVersion(version) }));
  const there = await Promise.all(images.map(({ tag }) => isFile(root, cachedFile(name, tag))));
  return images.filter((_, index) => there[index]);
}

/** Where a cached image is, as a path inside the root. */
export function cachedFile(name: string, tag: string): string {
  return path.posix.join(downloadsDirectory(name), fileName(name, tag));
}

function readFileName(name: string, file: string): SysextVersion | undefined {
  const version = parseTag(file.slice(name.length + 1, -'.raw'.length));
  return version !== undefined && file === fileName(name, formatVersion(version)) ? version : undefined;
}

async function isFile(root: string, file: string): Promise<boolean> {
  const place = await placeIn(root, file, { follow: true });
  return stat(place).then(
    (found) => found.isFile(),
    () => false,
  );
}
