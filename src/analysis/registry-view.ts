import type { Snapshot, TagList } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { componentName } from '../sysext/component.ts';
import { compareVersions } from '../sysext/order.ts';
import { leadingMinor } from '../sysext/release.ts';
import { formatVersion, parseTag, type SysextVersion } from '../sysext/tag.ts';

/** A version of a repository, and the architectures that have a tag of it. */
export interface PublishedVersion {
  /** Without an arch. */
  readonly version: SysextVersion;
  readonly text: string;
  readonly arches: readonly Arch[];
}

/** The content of a registry for one sysext. */
export interface RegistryView {
  readonly registry: string;
  readonly repository: string;
  /** Newest first. */
  readonly versions: readonly PublishedVersion[];
  /** Tags that start like a version and are not valid. */
  readonly malformed: readonly string[];
}

/** The tag lists of sysexts, tags of one version put together. */
export function viewRegistries({ lists }: Snapshot): RegistryView[] {
  const unique = new Map(lists.map((list) => [`${list.registry} ${list.repository}`, list]));
  return [...unique.values()].filter(({ repository }) => componentName(repository) !== undefined).map(view);
}

function view({ registry, repository, tags }: TagList): RegistryView {
  const versions = new Map<string, { version: SysextVersion; arches: Set<Arch> }>();
  const malformed: string[] = [];
  for (const tag of new Set(tags)) {
    const parsed = parseTag(tag);
    if (parsed === undefined) {
      if (leadingMinor(tag) !== undefined) malformed.push(tag);
      continue;
    }
    const version = { ...parsed, arch: undefined };
    const text = formatVersion(version);
    const known = versions.get(text);
    if (known === undefined) versions.set(text, { version, arches: new Set([parsed.arch]) });
    else known.arches.add(parsed.arch);
  }
  const sorted = [...versions].map(([text, { version, arches }]) => ({ text, version, arches: [...arches] }));
  sorted.sort((a, b) => compareVersions(b.version, a.version));
  return { registry, repository, versions: sorted, malformed };
}
