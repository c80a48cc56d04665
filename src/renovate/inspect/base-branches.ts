import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sources } from '../child/sources.ts';
import type { Internals } from '../internals.ts';
import type { Inspection } from '../messages.ts';

/** The default branch, whatever its name is. */
const DEFAULT = '$default';

/** Base branches of the configuration that the repository does not have. */
export async function missingBranches(
  internals: Internals,
  { sources }: Sources,
): Promise<Inspection['missingBranches']> {
  const { getRegexPredicate } = internals['util/string-match.js'];
  const patterns = [sources.at(-1)?.config['baseBranchPatterns'] ?? []].flat().map(String);
  if (patterns.length === 0) return [];
  const git = gitIn(String(internals['config/global.js'].GlobalConfig.get()['localDir']));
  const branches = await listBranches(git);
  // Outside of a repository there is nothing to compare with.
  if (branches.length === 0) return [];
  const isSure = (await git('rev-parse', '--is-shallow-repository')).trim() === 'false';
  return patterns.flatMap((pattern, index) => {
    const isNamed = getRegexPredicate(pattern) ?? ((name) => name === pattern);
    const exists = pattern === DEFAULT || branches.some(isNamed);
    return exists ? [] : [{ path: ['baseBranchPatterns', index], pattern, isSure }];
  });
}

async function listBranches(git: Git): Promise<string[]> {
  const refs = await git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes/origin');
  return refs.split('\n').flatMap((ref) => /^refs\/(?:heads|remotes\/origin)\/(.+)$/.exec(ref)?.[1] ?? []);
}

/** Runs git, and gives what it prints; nothing, where it fails. */
type Git = (...args: string[]) => Promise<string>;

function gitIn(cwd: string): Git {
  return async (...args) => {
    try {
      return (await promisify(execFile)('git', args, { cwd })).stdout;
    } catch {
      return '';
    }
  };
}
