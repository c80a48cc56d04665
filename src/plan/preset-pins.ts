import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listGit } from '../renovate/git.ts';
import { PACKAGE_ROOT } from '../renovate/locate.ts';
import type { Answer } from '../renovate/protocol.ts';
import type { Problem } from './schema.ts';

/** A tag of a release: a whole version, or its start. */
const RELEASE_TAG = /^v?\d+(?:\.\d+){0,2}$/;

/**
 * Tags that the configuration pins our presets to, and that are not the one of the presets which were planned.
 *
 * @param presetRoot a directory of presets that the user named: then whatever is in it is meant.
 */
export async function pinProblems({ pins }: Answer, presetRoot: string | undefined): Promise<Problem[]> {
  if (presetRoot !== undefined && presetRoot !== PACKAGE_ROOT) return [];
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  const known = await knownTags();
  const pinned = new Map(pins.map(({ preset, tag }) => [`${preset}#${tag}`, tag]));
  return [...pinned].flatMap(([reference, tag]): Problem[] => {
    if (tag === null || !RELEASE_TAG.test(tag) || `${version}.`.startsWith(`${tag.replace(/^v/, '')}.`)) return [];
    const problem = { code: 'preset-version', file: null, package: null } as const;
    if (known.length > 0 && !known.includes(tag)) {
      const message = `${reference}: there is no tag ${tag}, so that the bot stops; the tags are ${known.slice(-10).join(', ')}`;
      return [{ ...problem, severity: 'error', message }];
    }
    const message = `${reference}: the plan is by the presets of ${version}, and not of ${tag}: install that version, or pin ${version}`;
    return [{ ...problem, severity: 'warning', message }];
  });
}

/** The tags of releases, if this package is a clone that has them. */
async function knownTags(): Promise<string[]> {
  if (!existsSync(path.join(PACKAGE_ROOT, '.git'))) return [];
  const tags = await listGit(PACKAGE_ROOT, ['for-each-ref', '--format=%(refname:short)%00', 'refs/tags']).catch(
    () => [],
  );
  return tags.map((tag) => tag.trim()).filter((tag) => RELEASE_TAG.test(tag));
}
