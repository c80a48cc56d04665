import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE_ROOT } from '../renovate/host/locate.ts';
import type { RenovateResult } from '../renovate/messages.ts';
import { listGit } from '../system/git.ts';
import type { Problem } from './schema.ts';

/** A tag of a release: a whole version, or its start. */
const RELEASE_TAG = /^v?\d+(?:\.\d+){0,2}$/;

/** The most tags that a message names. */
const MAX_NAMED = 10;

/**
 * Tags that the configuration pins our presets to, and that are not the one of the presets which were planned.
 *
 * @param presetRoot a directory of presets that the user named: then whatever is in it is meant.
 */
export async function pinProblems({ pins }: RenovateResult, presetRoot: string | undefined): Promise<Problem[]> {
  if (presetRoot !== undefined) return [];
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  return judgePins(pins, version, await releaseTags(PACKAGE_ROOT));
}

/**
 * @param version of the presets that were planned.
 * @param tags of releases; none where they are not known.
 */
export function judgePins(pins: RenovateResult['pins'], version: string, tags: readonly string[]): Problem[] {
  return pins.flatMap(({ preset, tag }): Problem[] => {
    if (tag === null || !RELEASE_TAG.test(tag)) return [];
    const problem = { severity: 'warning', code: 'preset-version', file: null, package: null } as const;
    if (tags.length > 0 && !tags.includes(tag)) {
      const message = `${preset}#${tag}: the clone of these presets has no tag ${tag}, and the bot stops where ${preset} has none: pin one of ${tags.slice(-MAX_NAMED).join(', ')}`;
      return [{ ...problem, message }];
    }
    if (`${version}.`.startsWith(`${tag.replace(/^v/, '')}.`)) return [];
    const message = `${preset}#${tag}: the plan is by the presets of ${version}, and not of ${tag}: install that version, or pin ${version}`;
    return [{ ...problem, message }];
  });
}

/** The tags of releases, in their order, if `root` is a clone that has them. */
export async function releaseTags(root: string): Promise<string[]> {
  // An installed package is in the repository of whoever installed it.
  if (!existsSync(path.join(root, '.git'))) return [];
  const refs = ['for-each-ref', '--sort=version:refname', '--format=%(refname:short)%00', 'refs/tags'];
  const tags = await listGit(root, refs).catch(() => []);
  return tags.map((tag) => tag.trim()).filter((tag) => RELEASE_TAG.test(tag));
}
