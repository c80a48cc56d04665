import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A packed package. Sizes in bytes. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
  readonly packed: number;
  readonly unpacked: number;
}

/** Packs this package as it was built, into `folder`. */
export function pack(folder: string): Packed {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [answer] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }));
  return {
    tarball: path.join(folder, answer.filename),
    files: answer.files.map(({ path: file }: { path: string }) => file),
    packed: answer.size,
    unpacked: answer.unpackedSize,
  };
}

/** An empty project with the packed package installed, without Renovate. @returns its folder. */
export function installPacked(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  const { tarball } = pack(folder);
  const project = path.join(folder, 'project');
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), '{ "name": "project", "private": true }\n');
  const args = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball];
  execFileSync('npm', args, { cwd: project, stdio: 'pipe' });
  return project;
}
