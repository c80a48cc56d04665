import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { readSlots } from '../manifest/slots.ts';
import type { Planned } from '../plan/make-plan.ts';
import { isManifest } from '../plan/manifests.ts';
import { listFiles, listLinks } from '../renovate/files.ts';
import { componentName, REPOSITORY_SUFFIX } from '../sysext/component.ts';

/** A file that holds slots of sysexts, or a link to one, that no manager reads. */
export interface UnseenManifest {
  readonly file: string;
  /** How many slots it holds. */
  readonly slots: number;
  /** Where it leads to, if it is a link; `null` where that is not in the repository. */
  readonly link?: string | null;
}

/** Finds the manifests of a repository whose name or kind keeps Renovate from reading them. */
export async function findUnseenManifests({ root, answer }: Planned): Promise<UnseenManifest[]> {
  // Where Renovate aborted, nothing was extracted, which says nothing of the repository.
  if (answer.failure !== undefined) return [];
  const extracted = new Set(
    answer.packageFiles
      .filter(({ deps }) => deps.some(({ packageName = '' }) => componentName(packageName) !== undefined))
      .map(({ packageFile }) => packageFile),
  );
  const isRead = (file: string) => isManifest(file) || extracted.has(file);
  const [files, links] = await Promise.all([listFiles(root, 'addable'), listLinks(root)]);
  const others = files.filter((file) => /\.json$/i.test(file) && !isInModules(file) && !isRead(file));
  const named = await Promise.all(
    others.map(async (file) => ({ file, slots: countSlots(await readFile(path.join(root, file), 'utf8')) })),
  );
  const linked = await Promise.all(links.filter(isManifest).map((file) => followLink(root, file)));
  return [...named, ...linked.filter(({ link }) => link === null || !isRead(link))].filter(({ slots }) => slots > 0);
}

async function followLink(root: string, file: string): Promise<UnseenManifest & { readonly link: string | null }> {
  try {
    const target = await realpath(path.join(root, file));
    const inside = path.relative(await realpath(root), target);
    const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
    return { file, slots: countSlots(await readFile(target, 'utf8')), link: isOutside ? null : inside };
  } catch {
    // It leads nowhere.
    return { file, slots: 0, link: null };
  }
}

/** The slots that a text holds; none, if it is not a manifest. */
function countSlots(text: string): number {
  if (!text.includes(REPOSITORY_SUFFIX) || !text.includes('renovateTag')) return 0;
  try {
    return readSlots(text).slots.length;
  } catch {
    return 0;
  }
}

function isInModules(file: string): boolean {
  return /(?:^|\/)node_modules\//.test(file);
}
