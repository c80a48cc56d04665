/**
 * Pulls an artifact in a process of its own, with the environment's proxies and authorities:
 * `node pull.ts <registry> <repository> <tag> <file>`. Prints a {@link Pulled}.
 */
import { openRegistry } from '../../src/registry/client.ts';

export interface Pulled {
  readonly tags?: readonly string[];
  /** How much the process has grown since it listed the tags, in bytes. */
  readonly grown?: number;
  /** The message of what went wrong. */
  readonly failure?: string;
}

async function pull([registry = '', repository = '', tag = '', file = '']: readonly string[]): Promise<Pulled> {
  const client = openRegistry(registry, { attempts: 2, backoff: 1 });
  const tags = await client.listTags(repository);
  const artifact = await client.findArtifact(repository, tag, 'amd64');
  const [layer] = artifact?.layers ?? [];
  if (layer === undefined) throw new Error(`${tag} has no layer`);
  const before = process.resourceUsage().maxRSS;
  await client.download(repository, layer, file);
  return { tags, grown: (process.resourceUsage().maxRSS - before) * 1024 };
}

const pulled = await pull(process.argv.slice(2)).catch((error: unknown): Pulled => ({ failure: String(error) }));
process.stdout.write(JSON.stringify(pulled));
