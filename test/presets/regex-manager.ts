import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GlobalConfig } from 'renovate/dist/config/global.js';
import { extractPackageFile } from 'renovate/dist/modules/manager/custom/regex/index.js';
import { matchRegexOrGlob } from 'renovate/dist/util/string-match.js';
import { doAutoReplace } from 'renovate/dist/workers/repository/update/branch/auto-replace.js';
import type { CustomManager } from '../../src/presets/parts/preset.ts';

/*
 * Renovate's own code around a regex manager, on texts: what the manager matches, and what becomes of them. No lookup,
 * no file, no run.
 */

// Renovate writes what it tries.
const localDir = mkdtempSync(path.join(tmpdir(), 'regex-manager-'));
process.once('exit', () => rmSync(localDir, { recursive: true, force: true }));
GlobalConfig.set({ localDir });

/** A dependency that a manager matches. */
export interface Dep {
  readonly depName: string;
  readonly packageName: string;
  readonly datasource: string;
  readonly currentValue: string;
  readonly currentDigest?: string;
  readonly registryUrls: readonly string[];
  readonly extractVersion: string;
  readonly replaceString: string;
}

/** Finds the matches of `manager` in a text. */
export function extract(manager: CustomManager, text: string, file = 'any.sh'): readonly Dep[] {
  const extracted: { deps: Dep[] } | null = extractPackageFile(text, file, manager);
  return extracted?.deps ?? [];
}

/** Whether `manager` reads a file. */
export function reads(manager: CustomManager, file: string): boolean {
  return manager.managerFilePatterns.some((pattern) => matchRegexOrGlob(file, pattern));
}

/**
 * The text after the update of each dependency, one after the other.
 *
 * @param update what an upgrade says beside the dependency, such as its `newValue`.
 */
export async function edit(
  manager: CustomManager,
  text: string,
  update: (dep: Dep) => { newValue: string; newDigest?: string },
): Promise<string> {
  const packageFile = 'any.sh';
  let content = text;
  for (const [depIndex, dep] of extract(manager, text).entries()) {
    const own = { manager: 'regex', packageFile, depIndex, autoReplaceGlobalMatch: true };
    const upgrade = { ...manager, ...dep, ...update(dep), ...own };
    content = await doAutoReplace(upgrade, content, false, depIndex === 0);
  }
  return content;
}
