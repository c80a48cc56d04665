import { copyFile, cp, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askGit, listGit, runGit } from '../../system/git.ts';
import { CONFIG_FILES } from '../config-files.ts';

/*
 * A bot clones: its files went through git's filters on a machine without anybody's settings, none is left out by a
 * sparse checkout, and none is there that git does not have. A plan is made in such a clone, not in the working tree.
 * It borrows the objects of the repository, and has a configuration of its own, so that nothing of the repository's
 * .git/config takes effect.
 */

/** A clone, with the files of one state of the repository. */
export interface Clone {
  readonly dir: string;
  /** The commit of what is planned in place of the working tree; `undefined` before the first one. */
  readonly head: string | undefined;
  /** Files of the working tree that are not as in the last commit. */
  readonly changed: readonly string[];
  /** Renovate configurations of the working tree that git does not track, and whether it ignores them. */
  readonly untracked: readonly { readonly file: string; readonly ignored: boolean }[];
  /** Files that are not in the working tree, by a sparse checkout. */
  readonly sparse: readonly string[];
  /** Files whose changes git was told not to see. */
  readonly assumed: readonly string[];
  /** Files whose content is not on this machine, as in a partial clone. */
  readonly missing: ReadonlySet<string>;
  /** Replaces the files: by those of a commit, or of the working tree. */
  checkOut(commit: string | undefined): Promise<void>;
  /** The content of a file as git has it, without filters. */
  read(file: string): Promise<Buffer>;
  /** The regular files, as Renovate lists them. */
  list(): Promise<string[]>;
  /** The symbolic links. */
  links(): Promise<string[]>;
}

/** Git without the settings of a user or a machine. */
const PLAIN = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_ATTR_NOSYSTEM: '1',
};

/** As on the bot's machine: no line ends but those of the repository and its .gitattributes. */
const AS_ON_LINUX = ['core.autocrlf=false', 'core.eol=lf', 'core.attributesFile=/dev/null', 'core.quotePath=false'];

/** The user's settings about how files of the working tree are committed. */
const INTO_A_COMMIT = /^core\.(?:autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode)$/;

/**
 * Clones the repository in `root`, which is only read, into the empty directory `dir`.
 *
 * @param committed whether the last commit is planned, and not the working tree.
 * @throws {Error} one line, when git cannot read the repository.
 */
export async function cloneRepository(root: string, dir: string, committed: boolean): Promise<Clone> {
  const source = await readSource(root);
  await initialize(source, root, dir);
  if (committed && source.head === undefined)
    throw new Error(`${root} has no commit: commit first, or leave out --committed`);
  const tree = committed ? `${source.head}^{tree}` : await addWorkingTree(source, root, dir);
  const flags = await listGit(root, ['ls-files', '-z', '-v']);
  const missing = new Set<string>();
  let files: Promise<string[]> | undefined;
  const plain = (args: readonly string[], input?: string) =>
    runGit(dir, [...AS_ON_LINUX.flatMap((setting) => ['-c', setting]), ...args], {
      env: PLAIN,
      ...(input === undefined ? {} : { input }),
    });
  const ofMode = async (mode: string) => {
    const lines = (await plain(['ls-files', '--stage'])).toString().split('\n');
    return lines.filter((line) => line.startsWith(mode)).map((line) => line.slice(line.indexOf('\t') + 1));
  };
  const clone: Clone = {
    dir,
    head: source.head,
    changed:
      source.head === undefined ? [] : await listGit(dir, ['diff-tree', '-r', '-z', '--name-only', source.head, tree]),
    untracked: committed ? [] : await untrackedConfigurations(root),
    // A lower-case letter marks a file whose changes are ignored.
    sparse: flagged(flags, /^[Ss] /),
    assumed: flagged(flags, /^[a-z] /),
    missing,
    async checkOut(commit) {
      files = undefined;
      const wanted = commit ?? tree;
      await plain(['read-tree', '--reset', '-u', wanted]).catch(async (error: unknown) => {
        const lost = await lostFiles(dir, wanted);
        if (lost.length === 0) throw error;
        for (const file of lost) missing.add(file);
        await plain(['read-tree', wanted]);
        await plain(['update-index', '-z', '--force-remove', '--stdin'], lost.join('\0'));
        await plain(['checkout-index', '--all', '--force']);
        await plain(['clean', '-fdqx']);
      });
      const head = commit ?? source.head;
      if (head !== undefined) await plain(['update-ref', '--no-deref', 'HEAD', head]);
    },
    read: (file) => plain(['cat-file', 'blob', `:${file}`]),
    list() {
      // A name that git quotes stays quoted, as Renovate does not unquote it.
      files ??= ofMode('100');
      return files;
    },
    links: () => ofMode('120000'),
  };
  await clone.checkOut(undefined);
  return clone;
}

/** The parts of the repository that are read. */
interface Source {
  readonly head: string | undefined;
  readonly objects: string;
  readonly index: string;
  readonly shallow: string;
  readonly format: string;
}

async function readSource(root: string): Promise<Source> {
  const paths = ['objects', 'index', 'shallow'].flatMap((name) => ['--git-path', name]);
  const output = await runGit(root, ['rev-parse', ...paths, '--show-object-format']);
  const [objects = '', index = '', shallow = '', format = ''] = output.toString().trimEnd().split('\n');
  const absolute = (file: string) => path.resolve(root, file);
  return {
    head: await askGit(root, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    objects: absolute(objects),
    index: absolute(index),
    shallow: absolute(shallow),
    format,
  };
}

async function initialize({ objects, shallow, format }: Source, root: string, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await runGit(dir, ['init', '--quiet', '--template=', `--object-format=${format}`], { env: PLAIN });
  const alternates = path.join(dir, '.git/objects/info');
  await mkdir(alternates, { recursive: true });
  await writeFile(path.join(alternates, 'alternates'), `${objects}\n`);
  await copyFile(shallow, path.join(dir, '.git/shallow')).catch(() => {});
  const origin = await askGit(root, 'remote', 'get-url', 'origin');
  if (origin !== undefined) await runGit(dir, ['config', 'remote.origin.url', origin], { env: PLAIN });
}

/**
 * Puts the working tree into the clone, as `git commit --all` would, and the configurations that git does not track
 * yet.
 *
 * @returns the tree.
 */
async function addWorkingTree({ index }: Source, root: string, dir: string): Promise<string> {
  const own = path.join(dir, '.git/index');
  // The index records which files are unchanged, so that few have to be read. Its time decides for files as new as
  // itself.
  for (const file of await partsOfIndex(index)) {
    await cp(file, path.join(dir, '.git', path.basename(file)), { preserveTimestamps: true });
  }
  const env = { ...PLAIN, GIT_DIR: path.join(dir, '.git'), GIT_WORK_TREE: root };
  const settings = (await listGit(root, ['config', '--list', '-z'])).flatMap((line) => {
    const [key = '', ...value] = line.split('\n');
    return INTO_A_COMMIT.test(key) ? ['-c', `${key}=${value.join('\n')}`] : [];
  });
  const stale = await listGit(root, [...settings, 'diff-files', '-z', '--name-only', '--ignore-submodules=all'], {
    env,
  });
  const added = (await untrackedConfigurations(root)).map(({ file }) => file);
  const files = [...(await unfiltered(root, stale, env)), ...added];
  const input = files.map((file) => `${file}\0`).join('');
  await runGit(root, [...settings, 'update-index', '-z', '--add', '--remove', '--stdin'], { env, input });
  const tree = (await runGit(root, ['write-tree', '--missing-ok'], { env })).toString().trim();
  await rm(own, { force: true });
  return tree;
}

/** The files of an index: a split one has a shared part beside it. */
async function partsOfIndex(index: string): Promise<string[]> {
  const names = await readdir(path.dirname(index)).catch(() => []);
  return names
    .filter((name) => name === path.basename(index) || name.startsWith('sharedindex.'))
    .map((name) => path.join(path.dirname(index), name));
}

/** Files without a filter of the repository's own, such as LFS: it is a program, which is not run. */
async function unfiltered(root: string, files: readonly string[], env: Record<string, string>): Promise<string[]> {
  if (files.length === 0) return [];
  const input = files.map((file) => `${file}\0`).join('');
  const attributes = await listGit(root, ['check-attr', '-z', '--stdin', 'filter'], { env, input });
  return files.filter((_, index) => ['unspecified', 'unset'].includes(attributes[index * 3 + 2] ?? ''));
}

/** Renovate configurations that are there, and that git does not track. */
export async function untrackedConfigurations(root: string): Promise<Clone['untracked'][number][]> {
  const names = CONFIG_FILES.filter((file) => file !== 'package.json');
  const tracked = await listGit(root, ['ls-files', '-z', '--', ...names]);
  const found = await Promise.all(
    names.map(async (file) => {
      const stats = await lstat(path.join(root, file)).catch(() => undefined);
      if (tracked.includes(file) || !stats?.isFile()) return [];
      return [{ file, ignored: (await askGit(root, 'check-ignore', '--no-index', '--', file)) !== undefined }];
    }),
  );
  return found.flat();
}

/** The files of a tree whose content is not there. */
async function lostFiles(dir: string, tree: string): Promise<string[]> {
  const entries = await listGit(dir, ['ls-tree', '-r', '-z', tree], { env: PLAIN });
  const blobs = entries.flatMap((entry) => {
    const [, hash = '', file = ''] = /^\d+ blob (\w+)\t(.*)$/s.exec(entry) ?? [];
    return file === '' ? [] : [{ hash, file }];
  });
  const input = blobs.map(({ hash }) => `${hash}\n`).join('');
  const output = await runGit(dir, ['cat-file', '--batch-check'], { env: PLAIN, input });
  const lost = new Set(
    output
      .toString()
      .split('\n')
      .flatMap((line) => (line.endsWith(' missing') ? line.split(' ', 1) : [])),
  );
  return blobs.filter(({ hash }) => lost.has(hash)).map(({ file }) => file);
}

function flagged(flags: readonly string[], pattern: RegExp): string[] {
  return flags.filter((line) => pattern.test(line)).map((line) => line.slice(2));
}
