import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/*
 * What the release workflow asks and does, in the repository in the current folder.
 *
 *   node scripts/release.ts mode   prints mode=version, mode=publish or mode=none
 *   node scripts/release.ts tag    pushes the tags of the version
 */

function main(command: string | undefined): void {
  if (command === 'mode') process.stdout.write(`mode=${mode()}\n`);
  else if (command === 'tag') tag();
  else throw new Error('write release.ts mode, or release.ts tag');
}

/** `version` where changesets wait, `publish` where the version has no tag at the origin, else `none`. */
function mode(): 'version' | 'publish' | 'none' {
  if (existsSync('.changeset') && readdirSync('.changeset').some((file) => file.endsWith('.md'))) return 'version';
  return git('ls-remote', 'origin', `refs/tags/${version()}`) === '' ? 'publish' : 'none';
}

/**
 * Tags the commit with its version, `1.2.3`, and moves `1` there; a pre-release moves nothing.
 * A version's tag never moves: the push is then refused as a whole.
 */
function tag(): void {
  const full = version();
  const moving = full.includes('-') ? [] : [`+HEAD:refs/tags/${full.split('.')[0]}`];
  git('push', '--atomic', 'origin', `HEAD:refs/tags/${full}`, ...moving);
}

function version(): string {
  return JSON.parse(readFileSync('package.json', 'utf8')).version;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' });
}

main(process.argv[2]);
