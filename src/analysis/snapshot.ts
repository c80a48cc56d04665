import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Snapshot } from '../renovate/messages.ts';

const SnapshotFile = z.object({
  schemaVersion: z.literal(1),
  /** Of everything that follows. A fixture that is written manually does not have one. */
  digest: z.string().optional(),
  ...Snapshot.shape,
});

/** A snapshot of what lookups were answered, as the text of a file. Equal snapshots give the same text. */
export function formatSnapshot({ lists, releases, digests = [], presets }: Snapshot): string {
  const sorted = {
    lists: unique(lists.map((list) => ({ ...list, tags: list.tags.toSorted() }))),
    releases: unique(releases),
    ...(digests.length === 0 ? {} : { digests: unique(digests) }),
    presets: unique(presets),
  };
  return `${JSON.stringify({ schemaVersion: 1, digest: digest(sorted), ...sorted }, null, 1)}\n`;
}

/**
 * Reads a snapshot.
 *
 * @throws {Error} one line, when it is not JSON, not a snapshot, or was changed after it was taken.
 */
export function parseSnapshot(text: string, file: string): Snapshot {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  const parsed = SnapshotFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file} is not a snapshot: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { schemaVersion: _, digest: expected, ...snapshot } = parsed.data;
  if (expected !== undefined && expected !== digest(snapshot)) {
    throw new Error(
      `${file} was changed after it was taken: its digest is wrong; record it again, or remove the digest`,
    );
  }
  return snapshot;
}

function unique<T>(items: readonly T[]): T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText.keys()].sort().map((text) => byText.get(text) as T);
}

function digest(content: Snapshot): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
}
