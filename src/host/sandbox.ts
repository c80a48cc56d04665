import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lastLine, type RunProgram } from '../system/run-program.ts';
import { HostError } from './errors.ts';
import { type HostChanges, hostChanges } from './host-changes.ts';
import type { Hierarchies } from './image-rules.ts';

/** A merge to be tried in a copy of a root. */
export interface Sandboxed {
  /** A directory with an empty `base`; `opt`, which becomes the copy's; and `os-release`, if it is to have another one. */
  readonly directory: string;
  /** Whose `/usr` and `/etc` are copied. */
  readonly root: string;
  /** The extension, and its image as seen inside of the copy. */
  readonly name: string;
  readonly image: string;
  /** Where the files and directories of the image are on a host. */
  readonly hostPaths: readonly string[];
  readonly hierarchies: Hierarchies;
  /** The link to a binary that is made once the image is merged. */
  readonly link?: { readonly from: string; readonly to: string };
  /** The program to run in the end, with its arguments; empty for none. */
  readonly command: readonly string[];
}

/** Exit codes of the script that no program in it has. */
const SKIPPED = 79;
const REFUSED = 80;
const DEAD = 81;
const DAMAGED = 82;

/** Limits of a program: its output, in blocks of 512 bytes, and its time. */
const LIMITS = { blocks: 64, seconds: 20 };

/**
 * Copies the `/usr` and `/etc` of a root in a private mount namespace; writes stay in memory. In the copy it merges an
 * image as a host does, and writes four files to the directory: the host's files (`before`, `after`), differences between
 * the image's files and the merged ones (`differs`), and why the binary could not be linked (`unlinked`). Then it runs a
 * program.
 *
 * Commands outside of the copy use the programs of this machine: those of the copy may be hidden.
 *
 * Only `/etc` is an overlay: systemd-sysext puts another one on `/usr`, and Linux has no more than two on each other.
 */
const SCRIPT = `
set -eu
directory=$1 from=\${2%/} name=$3 image=$4 usr=$5 opt=$6 link=$7 target=$8 refresh=$9
shift 9
run=$1
shift
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$directory/base"
cd "$directory/base"
for path in "$from"/bin "$from"/lib* "$from"/sbin "$from"/usr; do
  if [ -L "$path" ]; then cp -P "$path" .
  elif [ -d "$path" ]; then mkdir "\${path##*/}"; mount --rbind "$path" "\${path##*/}"
  fi
done
mkdir dev etc opt proc run sys tmp var .lower .upper .work .image
mount --bind "$from/etc" .lower
mount -t overlay -o lowerdir=.lower,upperdir=.upper,workdir=.work overlay etc
if [ -e "$directory/os-release" ]; then rm -f etc/os-release; cp "$directory/os-release" etc/os-release; fi
mkdir -p etc/extensions
mount -t tmpfs tmpfs etc/extensions
mount --bind "$directory/opt" opt
mount --rbind /dev dev
mount --rbind /sys sys
mount -t proc proc proc
mount -t tmpfs tmpfs run
mount --make-rshared .

list() {
  xargs -0 -r -a "$directory/paths" sh -c '
    for path; do if [ -d ".$path" ]; then find ".$path/" -maxdepth 1 -printf "%y%m %p\\0"; fi; done' sh
}
list > "$directory/before"
chroot . /bin/sh -c "$refresh" sh "$name" "$image"
cat usr/.systemd-sysext/extensions opt/.systemd-sysext/extensions 2>/dev/null | grep -qxF "$name" || exit ${SKIPPED}
list > "$directory/after"
chroot . /bin/sh -c : || exit ${DEAD}

mount -o loop,ro "$directory$image" .image
compare() {
  [ -z "$1" ] || diff -rq --no-dereference ".image$1/" "$2/" || [ $? -eq 1 ] || exit ${DAMAGED}
}
{ compare "$usr" usr; compare "$opt" opt; } > "$directory/differs"
umount .image
[ -z "$link" ] || { mkdir -p ".\${link%/*}" && ln -sfn "$target" ".$link"; } 2> "$directory/unlinked" || true
echo merged
[ $# -eq 0 ] || exec chroot . /bin/sh -c "$run" sh "$@"`;

/** Merges as a host does. Arguments: the name, and the image. */
const REFRESH = `
set -eu
ln -s "$2" "/etc/extensions/$1.raw"
options=
if systemd-sysext --help | grep -q -e --no-reload; then options=--no-reload; fi
systemd-sysext $options refresh >&2 || exit ${REFUSED}`;

/**
 * Runs a program as user 65534, without an environment and a network. Prints `exit <code>` and the program's
 * output. Arguments: the program, with its arguments.
 */
const RUN = `
set -eu
[ -f "$1" ] || { echo absent; exit 0; }
as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs'
$as_nobody test -x "$1" || { echo not-executable; exit 0; }
code=0
(ulimit -f ${LIMITS.blocks}; exec $as_nobody timeout -k 1 ${LIMITS.seconds} "$@") </dev/null >/tmp/output 2>&1 || code=$?
echo "exit $code"
head -c 4096 /tmp/output`;

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** How a program ended, or why it was not started. */
export type ProgramRun = { readonly exitCode: number; readonly output: string } | 'absent' | 'not-executable';

/** The result of a merge into a copy of a host. */
export type Merged =
  /** systemd-sysext skips it silently. */
  | { readonly outcome: 'skipped' }
  /** The message of systemd-sysext; or no program of the host runs any more; or bytes cannot be read. */
  | { readonly outcome: 'refused' | 'dead' | 'damaged'; readonly why: string }
  | {
      readonly outcome: 'merged';
      readonly changes: HostChanges;
      /** Differences between the merged files and those of the image. */
      readonly differs: readonly string[];
      /** Why the binary could not be linked. */
      readonly unlinked: string | undefined;
      readonly program: ProgramRun;
    };

/**
 * Has a real systemd-sysext merge an image into a copy of a root, which is gone afterwards, and runs its program there.
 * It ends with this process, even if that is killed.
 *
 * @throws {HostError} if the root cannot be copied.
 */
export async function mergeInSandbox(tried: Sandboxed, run: RunProgram): Promise<Merged> {
  const { directory, root, name, image, hostPaths, hierarchies, link, command } = tried;
  await writeFile(path.join(directory, 'paths'), hostPaths.map((one) => `${one}\0`).join(''));
  const alone = ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child'];
  const ran = await run('setpriv', [
    ...['--pdeathsig', 'KILL', 'env', '-i', `PATH=${PATH}`, 'unshare', ...alone, 'sh', '-c', SCRIPT, 'sh'],
    ...[directory, root, name, image, hierarchies.usr ?? '', hierarchies.opt ?? '', link?.from ?? '', link?.to ?? ''],
    ...[REFRESH, RUN, ...command],
  ]);
  const why = lastLine(ran.stderr);
  switch (ran.exitCode) {
    case 0:
      break;
    case SKIPPED:
      return { outcome: 'skipped' };
    case REFUSED:
      return { outcome: 'refused', why };
    case DEAD:
      return { outcome: 'dead', why };
    case DAMAGED:
      return { outcome: 'damaged', why: why.replace('diff: .image', '') };
    default:
      throw new HostError('not-copied', why || `the script that makes it ends with exit code ${ran.exitCode}`);
  }
  const read = (file: string) => readFile(path.join(directory, file), 'utf8').catch(() => '');
  const differs = (await read('differs')).split('\n').filter(isDifference);
  return {
    outcome: 'merged',
    changes: hostChanges(await read('before'), await read('after'), hostPaths),
    differs: differs.map((line) => line.replaceAll('.image/', '/')),
    unlinked: lastLine((await read('unlinked')).trim()).replace("'./", "'/") || undefined,
    program: readProgram(ran.stdout.toString()),
  };
}

/** Whether a line of diff(1) is of a file of the image; pipes are named, although they are alike. */
function isDifference(line: string): boolean {
  return line !== '' && !/^Only in (?:usr|opt)\b|^File .* is an? (.+) while file .* is an? \1$/.test(line);
}

function readProgram(text: string): ProgramRun {
  const [, result = '', ...rest] = text.split('\n');
  if (result === 'not-executable') return result;
  const code = /^exit (\d+)$/.exec(result)?.[1];
  return code === undefined ? 'absent' : { exitCode: Number(code), output: rest.join('\n').trim() };
}
