import { readFileSync } from 'node:fs';
import { satisfies } from 'semver';

/** Checks a version of Node.js. @returns the problem in one line, or `undefined` if the version is supported. */
export function nodeProblem(version: string): string | undefined {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  if (satisfies(version, engines.node)) return undefined;
  const install = '"npm install --save-dev node@24" puts one beside this package, which npx then uses';
  return `Node.js ${version} is too old: every command, as Renovate itself, needs ${engines.node}; ${install}`;
}
