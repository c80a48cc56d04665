import { readSlots, type Slot } from '../manifest/slots.ts';
import type { Answer } from '../renovate/protocol.ts';
import { readVersion } from '../sysext/diagnose.ts';
import type { Problem } from './model.ts';

/** A manifest of the repository. */
export interface Manifest {
  readonly file: string;
  readonly text: string;
}

/** Whether a file of the repository may be a manifest with sysexts. */
export function isManifest(file: string): boolean {
  return /(?:^|\/)components\.json$/.test(file) && !/(?:^|\/)node_modules\//.test(file);
}

/** What in the manifests keeps a sysext from being bumped: no JSON, a slot without a tag, one that no manager takes. */
export function manifestProblems(manifests: readonly Manifest[], answer: Answer): Problem[] {
  return manifests.filter(({ text }) => text.includes('-sysext')).flatMap((manifest) => problemsOf(manifest, answer));
}

function problemsOf({ file, text }: Manifest, answer: Answer): Problem[] {
  const problem = (code: Problem['code'], name: string | undefined, message: string): Problem => {
    return { severity: 'error', code, message, file, package: name };
  };
  let read: ReturnType<typeof readSlots>;
  try {
    read = readSlots(text);
  } catch (error) {
    return [problem('manifest', undefined, `is not JSON: ${(error as Error).message}`)];
  }
  const extracted = countExtracted(file, answer);
  return [
    ...read.problems.map(({ path, package: name, message }) => problem('manifest', name, `${path} ${message}`)),
    ...read.slots.flatMap((slot) => {
      const count = extracted.get(key(slot.repository, slot.latestVersion)) ?? 0;
      const wanted = read.slots.filter(
        (one) => key(one.repository, one.latestVersion) === key(slot.repository, slot.latestVersion),
      );
      if (count === wanted.length) return [];
      if (count > wanted.length) return [problem('extracted-twice', slot.repository, `${slot.path} ${twice(slot)}`)];
      const why = notExtracted(slot);
      return why === undefined ? [] : [problem('not-extracted', slot.repository, `${slot.path} ${why}`)];
    }),
  ];
}

function key(repository: string, value: string): string {
  return `${repository} ${value}`;
}

function countExtracted(file: string, { packageFiles }: Answer): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { packageFile, deps } of packageFiles) {
    if (packageFile !== file) continue;
    for (const { packageName = '', currentValue } of deps) {
      const one = key(packageName, currentValue ?? '');
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return counts;
}

function twice({ latestVersion }: Slot): string {
  return `(${latestVersion}) is taken by two managers, whose edits get in each other's way; take sysexts out of the other manager`;
}

function notExtracted({ latestVersion, previousLatestVersion }: Slot): string | undefined {
  const reading = readVersion(latestVersion);
  const value = JSON.stringify(latestVersion);
  switch (reading.kind) {
    case 'foreign':
      return undefined;
    case 'malformed':
      return `has the value ${value}, which is not of the grammar: ${reading.why}`;
    case 'revisionless':
      return `has the value ${value} without revision and distro; add the preset presets/revisionless(<distro>)`;
    case 'version':
      return `has the value ${value}, and no manager takes it${previousLatestVersion === undefined ? '' : ' (nor its previous one)'}; extend the default preset`;
  }
}
