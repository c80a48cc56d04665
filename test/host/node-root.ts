import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { makeRoot } from './root.ts';

/** What a node's OS has that an image is merged and tried with. */
const PROGRAMS = ['sh', 'systemd-sysext', 'setpriv', 'timeout', 'ln', 'grep', 'cat', 'test', 'head'];

/** A root of an OS until the test ends, small: programs of this machine, and the libraries that they need. */
export function makeNodeRoot(files: Readonly<Record<string, string>>): string {
  const root = makeRoot({ 'etc/hostname': 'node\n', ...files });
  const copy = (file: string) => {
    const to = path.join(root, 'usr', path.relative('/usr', file.startsWith('/usr/') ? file : `/usr${file}`));
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(realpathSync(file), to);
  };
  for (const name of PROGRAMS) {
    const program = ['/usr/bin', '/bin', '/usr/sbin'].map((dir) => path.join(dir, name)).find((one) => existsSync(one));
    if (program === undefined) throw new Error(`${name} is not there`);
    copy(program);
    const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+(?= \(0x)/g) ?? [];
    for (const library of libraries) copy(library);
  }
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    if (existsSync(`/${folder}`)) symlinkSync(`usr/${folder}`, path.join(root, folder));
  }
  return root;
}
