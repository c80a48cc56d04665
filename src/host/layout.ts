import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { NAME_PART } from '../registry/repository.ts';
import { HostError, InputError } from './errors.ts';

/** The cached images of a component, as a path inside the root. @throws {InputError} for an invalid name. */
export function downloadsDirectory(name: string): string {
  if (!NAME_PART.test(name))
    throw new InputError('invalid-name', `${JSON.stringify(name)} is not the name of a sysext`);
  return `/opt/${name}/downloads`;
}

/** The link that makes systemd-sysext merge a component's image, as seen inside the root. */
export function extensionLink(name: string): string {
  return `/etc/extensions/${name}.raw`;
}

/** A directory of an extension's name, which systemd-sysext merges as well. */
export function extensionDirectory(name: string): string {
  return `/etc/extensions/${name}`;
}

/** As many links on the way to a file as Linux follows (path_resolution(7)). */
const MAX_LINKS = 40;

/**
 * Where a file of a root is on this machine. Links are followed as they are inside the root: an absolute one starts
 * at the root again, and `..` stays inside. The last part may be missing.
 *
 * @param options `follow`: whether the last part is followed as well, if it is a link.
 * @throws {HostError} if links form a loop.
 */
export async function placeIn(root: string, file: string, { follow = false } = {}): Promise<string> {
  const rest = parts(file);
  const place: string[] = [];
  let links = 0;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === '..') {
      place.pop();
      continue;
    }
    const isFollowed = follow || rest.length > 0;
    const target = isFollowed ? await linkTarget(path.join(root, ...place, part)) : undefined;
    if (target === undefined) {
      place.push(part);
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) throw new HostError('link-loop', `${path.join(root, file)} is behind too many links`);
    if (target.startsWith('/')) place.length = 0;
    rest.unshift(...parts(target));
  }
  return path.join(root, ...place);
}

function parts(file: string): string[] {
  return file.split('/').filter((part) => part !== '' && part !== '.');
}

/** The target of a link; `undefined` for everything else. */
export async function linkTarget(file: string): Promise<string | undefined> {
  try {
    return await readlink(file);
  } catch {
    return undefined;
  }
}
