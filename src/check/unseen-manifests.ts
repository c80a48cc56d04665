import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Analysis } from '../analysis/analyze.ts';
import { isManifest } from '../analysis/manifests.ts';
import { readSlots } from '../manifest/slots.ts';
import { componentName, REPOSITORY_SUFFIX } from '../sysext/component.ts';
import { listFiles, listLinks } from '../system/files.ts';

/** A file that holds slots of sysexts, or a link to one, that no manager reads. */
export interface UnseenManifest {
  readonly file: string;
  /** How many slots it holds. */
  readonly slots: number;
  /** The target of a link; `null` if it is not in the repository. */
  readonly link?: string | null;
}

/** Finds the manifests of a repository whose name or kind keeps Renovate from reading them. */
export async function findUnseenManifests({
  root,
  answer,
}: Pick<Analysis, 'root' | 'answer'>): Promise<UnseenManifest[]> {
  // If Renovate aborted, nothing was extracted: the repository may still be right.
  if (answer.failure !== undefined) return [];
  const extracted = new Set(
    answer.packageFiles
      .filter(({ deps }) => deps.some(({ packageName = '' }) => componentName(packageName) !== undefined))
      .map(({ packageFile }) => packageFile),
  );
  const isRead = (file: string) => isManifest(file) || extracted.has(file);
  const [files, links] = await Promise.all([listFiles(root, 'addable'), listLinks(root)]);
  const others = files.filter((file) => /\.json$/i.test(file) && !isInModules(file) && !isRead(file));
  const found: UnseenManifest[] = [];
  // One after the other: a repository may have thousands of them.
  for (const file of others) found.push({ file, slots: await countSlots(path.join(root, file)) });
  const linked = await Promise.all(links.filter(isManifest).map((file) => followLink(root, file)));
  found.push(...linked.filter(({ link }) => link === null || !isRead(link)));
  return found.filter(({ slots }) => slots > 0);
}

async function followLink(root: string, file: string): Promise<UnseenManifest & { readonly link: string | null }> {
  const target = await realpath(path.join(root, file)).catch(() => undefined);
  // It leads nowhere.
  if (target === undefined) return { file, slots: 0, link: null };
  const inside = path.relative(await realpath(root), target);
  const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
  return { file, slots: await countSlots(target), link: isOutside ? null : inside };
}

/** A manifest has some hundred kilobytes. */
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

/** The slots that a file holds; none, if it is not a manifest. */
async function countSlots(file: string): Promise<number> {
  try {
    if ((await stat(file)).size > MAX_MANIFEST_BYTES) return 0;
    const text = await readFile(file, 'utf8');
    return text.includes(REPOSITORY_SUFFIX) && text.includes('renovateTag') ? readSlots(text).slots.length : 0;
  } catch {
    return 0;
  }
}

function isInModules(file: string): boolean {
  return /(?:^|\/)node_modules\//.test(file);
}
