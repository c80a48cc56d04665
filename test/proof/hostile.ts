import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What git runs by the settings of a repository; each is given a program. */
const PROGRAMS: readonly (readonly [string, (program: string) => string])[] = [
  ['core.fsmonitor', (program) => program],
  ['core.sshCommand', (program) => program],
  ['core.askPass', (program) => program],
  ['core.gitProxy', (program) => program],
  ['core.pager', (program) => program],
  ['core.editor', (program) => program],
  ['core.alternateRefsCommand', (program) => program],
  ['credential.helper', (program) => program],
  ['diff.external', (program) => program],
  ['diff.bait.textconv', (program) => program],
  ['filter.bait.clean', (program) => program],
  ['filter.bait.smudge', (program) => program],
  ['gpg.program', (program) => program],
];

const HOOKS = ['post-checkout', 'post-index-change', 'pre-commit', 'reference-transaction', 'fsmonitor-watchman'];

/**
 * Makes a repository of git in `dir` that would like to run programs; each of them leaves a file of its name in
 * `marks`.
 *
 * @param rewritten whether git is also told that every path is a program's (`url.<base>.insteadOf`).
 */
export function makeHostile(dir: string, marks: string, rewritten: boolean): void {
  const git = (args: readonly string[], input = '') => {
    return execFileSync('git', args, { cwd: dir, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).trim();
  };
  const bait = (name: string, where = path.join(marks, '..', 'programs')) => {
    mkdirSync(where, { recursive: true });
    const program = path.join(where, name);
    writeFileSync(program, `#!/bin/sh\ntouch '${path.join(marks, name)}'\n`);
    chmodSync(program, 0o755);
    return program;
  };
  const mark = (name: string) => `require('node:fs').writeFileSync(${JSON.stringify(path.join(marks, name))}, '')`;

  writeFileSync(path.join(dir, '.gitattributes'), '*.json filter=bait diff=bait\n');
  writeFileSync(path.join(dir, 'config.js'), `${mark('config.js')};\nmodule.exports = {};\n`);
  const scripts = { preinstall: `node -e "${mark('npm')}"`, install: `node -e "${mark('npm')}"` };
  writeFileSync(
    path.join(dir, 'package.json'),
    JSON.stringify({ name: 'x', scripts, dependencies: { x: 'file:./x' } }),
  );
  writeFileSync(path.join(dir, '.npmrc'), 'ignore-scripts=false\n');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as npm writes it.
  writeFileSync(path.join(dir, '.npmrc'), '//127.0.0.1/:_authToken=${SECRET_OF_THE_ENVIRONMENT}\n', { flag: 'a' });
  const renovate = path.join(dir, 'node_modules/renovate');
  mkdirSync(path.join(renovate, 'dist/logger'), { recursive: true });
  const manifest = { name: 'renovate', version: '44.110.0', type: 'commonjs' };
  writeFileSync(path.join(renovate, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(renovate, 'dist/logger/index.js'), mark('node_modules'));

  git(['init', '--quiet', '--initial-branch=main']);
  git(['add', '--force', '.']);
  const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  git([...identity, 'commit', '--quiet', '--message=feat: x']);
  const [tree, parent] = [git(['rev-parse', 'HEAD^{tree}']), git(['rev-parse', 'HEAD'])];
  const who = 'x <x@example.com> 1700000000 +0000';
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
  const commit = `tree ${tree}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n${signature}\n\nfeat: y\n`;
  git(['update-ref', 'refs/heads/main', git(['hash-object', '-t', 'commit', '-w', '--stdin'], commit)]);
  git(['remote', 'add', 'origin', 'ssh://git@localhost/o/r.git']);
  git(['config', 'log.showSignature', 'true']);
  for (const hook of HOOKS) bait(hook, path.join(dir, '.git/hooks'));
  if (rewritten) {
    git(['config', 'protocol.ext.allow', 'always']);
    git(['config', `url.ext::${bait('ext')} %S .insteadOf`, '/']);
  }
  for (const [setting, value] of PROGRAMS) git(['config', setting, value(bait(setting))]);
}
