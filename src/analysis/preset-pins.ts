import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE_ROOT } from '../renovate/host/locate.ts';
import type { RenovateResult } from '../renovate/messages.ts';
import { listGit } from '../system/git.ts';
import { type Diagnostic, diagnostic } from './diagnostic.ts';

/** The tag of a release: a version, or its major or minor part. */
const RELEASE_TAG = /^v?\d+(?:\.\d+){0,2}$/;

/** The number of tags that a message names. */
const MAX_NAMED = 10;

/**
 * Warns about pins of our presets to another version than the plan uses.
 *
 * @param presetRoot the directory of presets that `--preset` sets: it overrides the pins.
 */
export async function pinDiagnostics(
  { pins }: Pick<RenovateResult, 'pins'>,
  presetRoot: string | undefined,
): Promise<Diagnostic[]> {
  if (presetRoot !== undefined) return [];
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  return judgePins(pins, version, await releaseTags(PACKAGE_ROOT));
}

/**
 * @param version the version of the presets that the plan uses.
 * @param tags the tags of releases; empty if unknown.
 */
export function judgePins(pins: RenovateResult['pins'], version: string, tags: readonly string[]): Diagnostic[] {
  return pins.flatMap(({ preset, tag }): Diagnostic[] => {
    if (tag === null || !RELEASE_TAG.test(tag)) return [];
    const problem = { severity: 'warning', id: 'preset-version' } as const;
    if (tags.length > 0 && !tags.includes(tag)) {
      const message = `${preset}#${tag}: the clone of these presets does not have the tag ${tag}, and the bot aborts if ${preset} does not have it`;
      return [diagnostic({ ...problem, message, fix: `pin one of ${tags.slice(-MAX_NAMED).join(', ')}` })];
    }
    if (`${version}.`.startsWith(`${tag.replace(/^v/, '')}.`)) return [];
    const message = `${preset}#${tag}: the plan uses the presets of ${version}, not of ${tag}`;
    const fix = `install ${tag}, pin ${version}, or pass a checkout of ${tag} with --preset`;
    return [diagnostic({ ...problem, message, fix })];
  });
}

/** The tags of releases, in version order, if `root` is a clone of this project. */
export async function releaseTags(root: string): Promise<string[]> {
  // An installed package is in a repository of its user.
  if (!existsSync(path.join(root, '.git'))) return [];
  const refs = ['for-each-ref', '--sort=version:refname', '--format=%(refname:short)%00', 'refs/tags'];
  const tags = await listGit(root, refs).catch(() => []);
  return tags.map((tag) => tag.trim()).filter((tag) => RELEASE_TAG.test(tag));
}
