import { readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '../../system/files.ts';
import { askGit, runGit } from '../../system/git.ts';
import { CONFIG_FILES, hasRenovate } from '../config-files.ts';
import type { Internals } from '../internals.ts';
import type { Checkout, Request } from '../messages.ts';
import { ciFacts } from './ci.ts';
import { type Clone, cloneRepository, untrackedConfigurations } from './clone.ts';
import { type Forge, forgeOf, nameOf } from './forge.ts';

/*
 * The facts about a repository that a bot knows and `--platform=local` does not read: its name and forge, its branches,
 * the messages of its last commits, and its files as a clone has them.
 */

/** A repository that is open for one run. */
export interface Repository {
  /** Its name on its forge; `local`, if it has none. */
  readonly name: string;
  readonly forge: Forge | undefined;
  readonly defaultBranch: string | undefined;
  /** The branches that git has here. */
  readonly branches: readonly string[];
  /** The branches that the working tree may be planned as. */
  readonly candidates: readonly string[];
  /** Its clone; `undefined` for a directory that is planned where it is. */
  readonly clone: Clone | undefined;
  /** The base branch that the working tree is planned as. */
  standsFor(baseBranches: readonly string[]): string | undefined;
  /** Makes the files of a branch those that are read. */
  checkOut(branch: string): Promise<void>;
  /** The files that Renovate sees. */
  list(): Promise<string[]>;
  /** A file as a commit has it. */
  read(file: string): Promise<Buffer>;
  /** The state of the checkout, and where a bot may see another one. */
  describe(): Promise<Checkout>;
}

/** How many commits Renovate reads to decide whether titles start with `chore(deps):`. */
const COMMITS_READ = 20;

/** The maximum number of files in each list. */
const MAX_NAMED = 10_000;

/**
 * Opens the repository in `dir`, and changes to the directory in which Renovate finds its files.
 *
 * @throws {Error} one line, when git cannot read it.
 */
export async function openRepository(
  internals: Internals,
  { dir, scratch, committed, keep }: Pick<Request, 'dir' | 'scratch' | 'committed' | 'keep'>,
): Promise<Repository> {
  const origin = await askGit(dir, 'remote', 'get-url', 'origin');
  const name = nameOf(internals, origin);
  const known = { name, forge: forgeOf(internals, origin), ...(await branchesOf(dir, name)) };
  // A bot clones whole repositories. A directory with a configuration of its own is planned as if it were one.
  const isRoot = (await askGit(dir, 'rev-parse', '--show-cdup')) === undefined && known.isGit;
  if (isRoot) return openClone(known, dir, path.join(scratch, 'clone'), { committed, keep });
  if (committed) throw new Error(`${dir} is not the root of a git repository: leave out --committed`);
  return openDirectory(known, dir, known.isGit ? await untrackedConfigurations(dir) : []);
}

interface Branches {
  readonly isGit: boolean;
  /** The branch that is checked out. */
  readonly branch: string | undefined;
  readonly defaultBranch: string | undefined;
  /** The branch that a pull request of this checkout is to be merged into. */
  readonly target: string | undefined;
  /** The commits of branches, here and as the forge had them last. */
  readonly heads: ReadonlyMap<string, Heads>;
}

interface Heads {
  local?: string;
  remote?: string;
}

type Known = Branches & Pick<Repository, 'name' | 'forge'>;

async function branchesOf(dir: string, name: string): Promise<Branches> {
  const ci = await ciFacts(name);
  const branch = (await askGit(dir, 'symbolic-ref', '--short', '--quiet', 'HEAD')) ?? ci.branch;
  const ofOrigin = await askGit(dir, 'symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD');
  return {
    isGit: (await askGit(dir, 'rev-parse', '--git-dir')) !== undefined,
    branch,
    defaultBranch: ofOrigin?.replace(/^origin\//, '') ?? ci.defaultBranch ?? branch ?? ci.target,
    target: ci.target,
    heads: await readHeads(dir),
  };
}

async function readHeads(dir: string): Promise<Map<string, Heads>> {
  const heads = new Map<string, Heads>();
  const lines = await askGit(
    dir,
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/remotes/origin',
  );
  for (const line of lines?.split('\n') ?? []) {
    const [, commit = '', remote, name = ''] = /^(\w+) refs\/(?:heads|(remotes\/origin))\/(.+)$/.exec(line) ?? [];
    if (remote !== undefined && name === 'HEAD') continue;
    heads.set(name, { ...heads.get(name), [remote === undefined ? 'local' : 'remote']: commit });
  }
  return heads;
}

async function openClone(
  known: Known,
  dir: string,
  into: string,
  { committed, keep }: Pick<Request, 'committed' | 'keep'>,
): Promise<Repository> {
  const { branch, defaultBranch, target, heads } = known;
  const clone = await cloneRepository(dir, into, committed);
  const found = await configurations(clone.list, clone.read);
  const links = await linksOf(clone, keep);
  const candidates = [target, branch, defaultBranch].filter((one) => one !== undefined);
  const differing = new Set<string>();
  let current = defaultBranch;
  process.chdir(clone.dir);
  return {
    ...known,
    clone,
    branches: [...heads.keys()],
    candidates,
    standsFor(baseBranches) {
      current = candidates.find((one) => baseBranches.includes(one));
      return current;
    },
    async checkOut(wanted) {
      const { local, remote } = heads.get(wanted) ?? {};
      if (wanted === current) return clone.checkOut(undefined);
      if (local !== undefined && remote !== undefined && local !== remote) differing.add(wanted);
      // Commits that are not pushed yet are planned, as the working tree is.
      const isAhead = local !== undefined && remote !== undefined && (await isAncestor(dir, remote, local));
      await clone.checkOut(isAhead ? local : (remote ?? local));
    },
    list: clone.list,
    read: clone.read,
    async describe() {
      const isShallow = (await askGit(dir, 'rev-parse', '--is-shallow-repository')) === 'true';
      const counted = ['rev-list', '--count', '--no-merges', `--max-count=${COMMITS_READ}`, 'HEAD'];
      const commits = Number((await askGit(clone.dir, ...counted)) ?? 0);
      return {
        isGit: true,
        committed,
        branch: branch ?? null,
        target: target ?? null,
        defaultBranch: defaultBranch ?? null,
        changed: clone.changed.slice(0, MAX_NAMED),
        untracked: [...clone.untracked],
        sparse: clone.sparse.slice(0, MAX_NAMED),
        assumed: clone.assumed.slice(0, MAX_NAMED),
        missing: [...clone.missing].slice(0, MAX_NAMED),
        differing: [...differing],
        commitsRead: isShallow && commits < COMMITS_READ ? commits : null,
        links,
        configurations: found,
      };
    },
  };
}

async function isAncestor(dir: string, older: string, newer: string): Promise<boolean> {
  return runGit(dir, ['merge-base', '--is-ancestor', older, newer]).then(
    () => true,
    () => false,
  );
}

function openDirectory({ name, forge }: Known, dir: string, untracked: Clone['untracked']): Repository {
  let files: Promise<string[]> | undefined;
  const list = () => {
    files ??= listFiles(dir, 'tracked').then((tracked) => [...tracked, ...untracked.map(({ file }) => file)]);
    return files;
  };
  const read = (file: string) => readFile(path.join(dir, file));
  return {
    name,
    forge,
    defaultBranch: undefined,
    branches: [],
    candidates: [],
    clone: undefined,
    standsFor: () => undefined,
    checkOut: async () => {},
    list,
    read,
    async describe() {
      const none = { changed: [], sparse: [], assumed: [], missing: [], differing: [] };
      return {
        isGit: false,
        committed: false,
        branch: null,
        target: null,
        defaultBranch: null,
        ...none,
        untracked: [...untracked],
        commitsRead: null,
        links: [],
        configurations: await configurations(list, read),
      };
    },
  };
}

/** The Renovate configurations of a repository, the one that Renovate reads first. */
async function configurations(
  list: () => Promise<string[]>,
  read: (file: string) => Promise<Buffer>,
): Promise<string[]> {
  const files = await list();
  const found: string[] = [];
  for (const file of CONFIG_FILES) {
    if (files.includes(file) && (file !== 'package.json' || hasRenovate((await read(file)).toString())))
      found.push(file);
  }
  return found;
}

/** Links with the names of files that are searched. Renovate does not read their targets. */
async function linksOf(clone: Clone, keep: string | undefined): Promise<Checkout['links']> {
  const wanted = keep === undefined ? undefined : new RegExp(keep);
  const links = (await clone.links()).filter((file) => CONFIG_FILES.includes(file) || wanted?.test(file));
  return Promise.all(
    links.slice(0, MAX_NAMED).map(async (file) => {
      const target = await readlink(path.join(clone.dir, file)).catch(() => '');
      return { file, target: path.posix.join(path.posix.dirname(file), target) };
    }),
  );
}

/**
 * Lets Renovate read the history of the clone, which decides whether titles start with `chore(deps):`.
 *
 * @param empty a directory for an empty repository. Without a clone, Renovate reads its history, instead of the one
 *   that it read in an earlier run.
 */
export async function readHistory(internals: Internals, clone: Clone | undefined, empty: string): Promise<void> {
  const { GlobalConfig } = internals['config/global.js'];
  const config = GlobalConfig.get();
  if (clone === undefined) await runGit('.', ['init', '--quiet', empty]);
  const localDir = clone?.dir ?? empty;
  GlobalConfig.set({ ...config, localDir });
  await internals['util/git/index.js'].initRepo({ url: localDir });
  GlobalConfig.set(config);
}
