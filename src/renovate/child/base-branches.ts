import type { Config, Extracted, Internals, PackageFiles } from '../internals.ts';
import type { Request } from '../messages.ts';
import type { Repository } from './checkout.ts';
import { lookUpDependencies } from './lookup-scope.ts';

/** The run of one base branch. */
export interface BaseBranchRun extends Extracted {
  /** `undefined` if the name of the only one is unknown. */
  readonly name: string | undefined;
  /** The configuration of the branch. */
  readonly config: Config;
  /** The dependencies before any lookup, which writes into them. */
  readonly extracted: PackageFiles;
  readonly files: readonly string[];
  /** The content of the files that match the request's `keep`. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The base branches that were planned, and the patterns of those that git does not have here. */
interface BaseBranchRuns {
  readonly runs: readonly BaseBranchRun[];
  readonly missing: readonly string[];
  /** The one that the working tree was planned as. */
  readonly standsFor: string | undefined;
}

/**
 * Extracts and looks up each base branch as Renovate's `extractDependencies` does, which leaves them out on the
 * platform `local`.
 *
 * @param request `keep` is a pattern of files whose content is returned; `all` looks up every dependency.
 */
export async function runBaseBranches(
  internals: Internals,
  config: Config,
  repository: Repository,
  { keep, all }: Pick<Request, 'keep' | 'all'>,
): Promise<BaseBranchRuns> {
  const { getBaseBranchConfig } = internals['workers/repository/process/index.js'];
  const { extract } = internals['workers/repository/process/extract-update.js'];
  const patterns = [config['baseBranchPatterns'] ?? []].flat().map(String);
  if (patterns.length === 0 || repository.clone === undefined) {
    const packageFiles = await extract(config);
    const extracted = structuredClone(packageFiles);
    const found = await lookUpDependencies(internals, config, packageFiles, all);
    const run = { name: repository.defaultBranch, config, extracted, ...found, ...(await holdings(repository, keep)) };
    return { runs: [run], missing: patterns, standsFor: run.name };
  }
  const { names, ...found } = unfold(internals, patterns, repository);
  config['baseBranches'] = names;
  const branches = [];
  for (const name of names) {
    const own = await getBaseBranchConfig(name, config);
    const packageFiles = await extract(own);
    const extracted = structuredClone(packageFiles);
    branches.push({ name, packageFiles, extracted, ...(await holdings(repository, keep)) });
  }
  const runs: BaseBranchRun[] = [];
  for (const { name, packageFiles, ...held } of branches) {
    const own = await getBaseBranchConfig(name, config);
    runs.push({ name, config: own, ...held, ...(await lookUpDependencies(internals, own, packageFiles, all)) });
  }
  return { runs, ...found };
}

/** As Renovate's `unfoldBaseBranches`, of the branches that git has here. */
function unfold(
  { 'util/string-match.js': { getRegexPredicate } }: Internals,
  patterns: string[],
  repository: Repository,
) {
  const { branches, defaultBranch = '', candidates } = repository;
  const known = [...new Set([...branches, ...candidates])];
  const matched = patterns.map((pattern) => {
    const matches = getRegexPredicate(pattern);
    if (matches) return { pattern, names: known.filter((name) => matches(name)) };
    return { pattern, names: [pattern === '$default' ? defaultBranch : pattern] };
  });
  const standsFor = repository.standsFor(matched.flatMap(({ names }) => names));
  const isHere = (name: string) => branches.includes(name) || name === standsFor;
  return {
    standsFor,
    names: [...new Set(matched.flatMap(({ names }) => names.filter(isHere)))],
    missing: matched.flatMap(({ pattern, names }) => (names.some(isHere) ? [] : [pattern])),
  };
}

/** The files of the branch that is checked out. */
async function holdings(
  repository: Repository,
  keep: string | undefined,
): Promise<Pick<BaseBranchRun, 'files' | 'texts'>> {
  const files = await repository.list();
  const pattern = keep === undefined ? undefined : new RegExp(keep);
  const kept = files.filter((file) => pattern?.test(file));
  const texts = await Promise.all(kept.map(async (file) => [file, (await repository.read(file)).toString()]));
  return { files, texts: Object.fromEntries(texts) };
}
