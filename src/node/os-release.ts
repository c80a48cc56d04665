import { readFile } from 'node:fs/promises';
import type { Arch } from '../sysext/arch.ts';
import { placeIn } from './layout.ts';

/** The fields of an os-release or extension-release file. */
export type Release = ReadonlyMap<string, string>;

/** Reads a file of assignments as in a shell, without expansions (os-release(5)). Other lines are passed over. */
export function parseRelease(text: string): Release {
  return new Map(text.split(/[\n\r]/).flatMap((line) => readAssignment(line) ?? []));
}

function readAssignment(line: string): [[string, string]] | undefined {
  const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(line);
  if (match === null) return undefined;
  const [, key = '', value = ''] = match;
  return [[key, unquote(value.trim())]];
}

function unquote(value: string): string {
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return value;
  const inner = value.endsWith(quote) && value.length > 1 ? value.slice(1, -1) : value.slice(1);
  return quote === '"' ? inner.replace(/\\(["\\$`])/g, '$1') : inner;
}

/** The os-release of a root. @throws {Error} when there is none. */
export async function hostRelease(root: string): Promise<Release> {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return parseRelease(await readFile(await placeIn(root, file, { follow: true }), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`${root} has no etc/os-release or usr/lib/os-release: it is not the root of an OS`);
}

/**
 * Why systemd-sysext would pass over an extension on a host, by the rules of systemd-sysext(8): SYSEXT_SCOPE,
 * ARCHITECTURE, ID and, unless that is `_any`, SYSEXT_LEVEL or else VERSION_ID.
 *
 * Newer versions of systemd also take an ID that the host's ID_LIKE names. What every version takes counts here.
 *
 * @returns `undefined` when they fit together.
 */
export function whyIncompatible(extension: Release, host: Release, arch: Arch): string | undefined {
  const scope = extension.get('SYSEXT_SCOPE');
  if (scope !== undefined && !scope.split(/\s+/).includes('system')) {
    return `is for SYSEXT_SCOPE=${scope}, not for a running system`;
  }
  const architecture = extension.get('ARCHITECTURE') ?? '';
  if (architecture !== '' && architecture !== '_any' && architecture !== arch) {
    return `has ARCHITECTURE=${architecture}, and the host is ${arch}`;
  }
  const id = extension.get('ID') ?? '';
  if (id === '') return 'has no ID';
  if (id === '_any') return undefined;
  const hostId = host.get('ID') ?? 'linux';
  if (id !== hostId) return `has ID=${id}, and the host has ID=${hostId}`;
  return whyOtherVersion(extension, host);
}

function whyOtherVersion(extension: Release, host: Release): string | undefined {
  const hostLevel = host.get('SYSEXT_LEVEL') ?? '';
  const level = extension.get('SYSEXT_LEVEL') ?? '';
  if (hostLevel !== '' && level !== '') {
    return level === hostLevel ? undefined : `has SYSEXT_LEVEL=${level}, and the host has SYSEXT_LEVEL=${hostLevel}`;
  }
  // Rolling releases have no version.
  const hostVersion = host.get('VERSION_ID') ?? '';
  const version = extension.get('VERSION_ID') ?? '';
  if (hostVersion === '' || version === hostVersion) return undefined;
  return `has ${version === '' ? 'no VERSION_ID' : `VERSION_ID=${version}`}, and the host has VERSION_ID=${hostVersion}`;
}
