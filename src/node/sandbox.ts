import { lastLine, type RunProgram } from './run-program.ts';

/** What is tried in a copy of a root. */
export interface Sandboxed {
  /** A folder with an empty `base`; `opt`, which becomes the copy's; and `os-release`, if it is to have another one. */
  readonly folder: string;
  /** Whose `/usr` and `/etc` are copied. */
  readonly root: string;
  /** The extension, and its image as seen inside of the copy. */
  readonly name: string;
  readonly image: string;
  /** What is run once it is merged, with its arguments; nothing, if it is empty. */
  readonly command: readonly string[];
}

/**
 * Makes a root, in mounts that nobody else sees, of another one's `/usr` and `/etc`; whatever is written stays in
 * memory. Arguments: the folder, the root, the script to run in there, and its arguments.
 *
 * Only `/etc` is an overlay: systemd-sysext puts another one on `/usr`, and Linux has no more than two on each other.
 */
const MAKE_ROOT = `
set -eu
folder=$1 from=\${2%/} script=$3
shift 3
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$folder/base"
cd "$folder/base"
for path in "$from"/bin "$from"/lib* "$from"/sbin "$from"/usr; do
  if [ -L "$path" ]; then cp -P "$path" .
  elif [ -d "$path" ]; then mkdir "\${path##*/}"; mount --rbind "$path" "\${path##*/}"
  fi
done
mkdir dev etc opt proc run sys tmp var .lower .upper .work
mount --bind "$from/etc" .lower
mount -t overlay -o lowerdir=.lower,upperdir=.upper,workdir=.work overlay etc
if [ -e "$folder/os-release" ]; then rm -f etc/os-release; cp "$folder/os-release" etc/os-release; fi
mkdir -p etc/extensions
mount -t tmpfs tmpfs etc/extensions
mount --bind "$folder/opt" opt
mount --rbind /dev dev
mount --rbind /sys sys
mount -t proc proc proc
mount -t tmpfs tmpfs run
mount --make-rshared .
exec chroot . /bin/sh -c "$script" sh "$@"`;

/** What a program may write, in blocks of 512 bytes, and the seconds that it may take. */
const LIMITS = { blocks: 64, seconds: 20 };

/** An exit code of the script that no program in it has: systemd-sysext passed over the image. */
const PASSED_OVER = 79;

/**
 * Merges as a node does, and runs a program: as nobody, without an environment and a network. Prints `merged`, then
 * `exit <code>` and what the program has printed. Arguments: the name, the image, and the program with its arguments.
 */
const MERGE = `
set -eu
name=$1 image=$2
shift 2
ln -s "$image" "/etc/extensions/$name.raw"
options=
if systemd-sysext --help | grep -q -e --no-reload; then options=--no-reload; fi
systemd-sysext $options refresh >&2
cat /usr/.systemd-sysext/extensions /opt/.systemd-sysext/extensions 2>/dev/null | grep -qxF "$name" || exit ${PASSED_OVER}
echo merged
[ $# -gt 0 ] || exit 0
[ -f "$1" ] || { echo absent; exit 0; }
as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs'
$as_nobody test -x "$1" || { echo not-executable; exit 0; }
code=0
(ulimit -f ${LIMITS.blocks}; exec $as_nobody timeout -k 1 ${LIMITS.seconds} "$@") </dev/null >/tmp/output 2>&1 || code=$?
echo "exit $code"
head -c 4096 /tmp/output`;

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the image and its program did. */
export interface Merged {
  /** Whether systemd-sysext has merged it; it passes over what it takes for unfit, and says nothing. */
  readonly merged: boolean;
  /** The program's: how it ended, or why it was not started. */
  readonly program: { readonly exitCode: number; readonly output: string } | 'absent' | 'not-executable';
}

/**
 * Has a real systemd-sysext merge an image into a copy of a root, which is gone afterwards, and runs its program there.
 * It ends with this process, whatever ends that.
 *
 * @throws {Error} one line: what systemd-sysext says, or why there could be no copy.
 */
export async function mergeInSandbox(
  { folder, root, name, image, command }: Sandboxed,
  run: RunProgram,
): Promise<Merged> {
  const alone = ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child'];
  const ran = await run('setpriv', [
    ...['--pdeathsig', 'KILL', 'env', '-i', `PATH=${PATH}`, 'unshare', ...alone, 'sh', '-c', MAKE_ROOT, 'sh'],
    ...[folder, root, MERGE, name, image, ...command],
  ]);
  if (ran.exitCode === PASSED_OVER) return { merged: false, program: 'absent' };
  if (ran.exitCode !== 0) throw new Error(lastLine(ran.stderr) || `it ends with exit code ${ran.exitCode}`);
  return { merged: true, program: readProgram(ran.stdout.toString()) };
}

function readProgram(text: string): Merged['program'] {
  const [, said = '', ...rest] = text.split('\n');
  if (said === 'not-executable') return said;
  const code = /^exit (\d+)$/.exec(said)?.[1];
  return code === undefined ? 'absent' : { exitCode: Number(code), output: rest.join('\n').trim() };
}
