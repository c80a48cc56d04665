import { stat } from 'node:fs/promises';
import { machine } from 'node:os';
import path from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import type { Context } from '../host/context.ts';
import { runProgram } from '../host/run-program.ts';
import { openRegistry } from '../registry/open.ts';
import type { RetryPolicy } from '../registry/retry.ts';
import { oneLine } from '../report/escape.ts';
import { type Arch, fromUnameArch, parseArch } from '../sysext/arch.ts';
import { parseVersion } from '../sysext/tag.ts';
import { formatOption, parsed, tracesOption } from './cli.ts';
import type { Io } from './io.ts';

/** Where components are published, if no mirror is named. */
const DEFAULT_REGISTRY = 'mcr.microsoft.com';

/** What the commands of the node side answer in. */
const NODE_FORMATS = ['text', 'json'] as const;
export type NodeFormat = (typeof NODE_FORMATS)[number];

/** The options that decide where a component comes from. */
export interface SourceOptions {
  readonly arch?: Arch;
  readonly root: string;
  readonly registry: string;
  readonly distro?: string;
  readonly isolated: boolean;
  readonly tarball?: string;
  readonly retryFor: number;
  readonly format: NodeFormat;
}

/** The absolute path of a root. @throws {Error} if it is not a directory: a misspelled one must not look like an empty one. */
export async function rootFolder(dir: string): Promise<string> {
  const found = await stat(dir).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new Error(`--root ${dir} is not a directory`);
  return path.resolve(dir);
}

/**
 * The registries and programs of this machine. Who uses it clears the progress at its end.
 *
 * @param retryFor milliseconds, as `--retry-for` has them. Each retry is a note on stderr.
 */
export function nodeContext(io: Io, retryFor: number): Context {
  const retry: RetryPolicy = {
    retryFor,
    attempts: Number.POSITIVE_INFINITY,
    onRetry: (note) => {
      io.progress('');
      io.err(`note: ${oneLine(note)}\n`);
    },
  };
  return {
    open: (url) => openRegistry(url, retry),
    run: runProgram,
    retry,
    onProgress: (text) => io.progress(oneLine(text)),
  };
}

/** The arch of this machine. @throws {Error} when systemd has no name for it. */
export function hostArch(): Arch {
  return fromUnameArch(machine());
}

/** Adds the options that decide where a component comes from. @param retryFor the default of `--retry-for`. */
export function addSourceOptions(command: Command, retryFor: string) {
  return command
    .option('--root <dir>', "the node's root", '/')
    .option('--arch <arch>', "systemd's name; this machine's, if not given", parsed(parseArch))
    .option('--registry <registry>', 'a host or a URL, also with the prefix of a mirror', DEFAULT_REGISTRY)
    .addOption(distroOption())
    .option('--isolated', 'the registry cannot list tags', false)
    .option('--tarball <url>', 'a URL or a file; {name}, {version} and {arch} (as in amd64) are filled in')
    .addOption(retryForOption(retryFor))
    .addOption(nodeFormatOption())
    .addOption(tracesOption());
}

export function nodeFormatOption() {
  return formatOption(NODE_FORMATS);
}

/** The distro of versions that name none: of a host, it is a setting. */
export function distroOption() {
  const option = new Option('--distro <distro>', 'the distro of versions that name none').argParser(
    parsed(parseDistro),
  );
  // An environment variable that is empty counts as not set.
  return process.env['AKS_SYSEXT_DISTRO'] === '' ? option : option.env('AKS_SYSEXT_DISTRO');
}

function parseDistro(text: string): string {
  if (parseVersion(`v0.0.0-0-${text}`)?.distro === text) return text;
  throw new Error(`${JSON.stringify(text)} is not a distro, such as azlinux3`);
}

/** @param value the default. */
export function retryForOption(value: string) {
  return new Option('--retry-for <time>', 'how long transient errors of a registry are retried: 0, 30s, 10m or 1h')
    .argParser(parsed(parseTime))
    .default(parseTime(value), value);
}

const MS_PER_UNIT = { s: 1000, m: 60_000, h: 3_600_000 };

/** Reads `0`, `30s`, `10m` or `1h`. @returns milliseconds. @throws {Error} for everything else. */
function parseTime(text: string): number {
  const [, number = '', unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  if (text === '0') return 0;
  if (unit === 's' || unit === 'm' || unit === 'h') return Number(number) * MS_PER_UNIT[unit];
  throw new Error('write a number and a unit, such as 30s, 10m or 1h, or 0 for no retries');
}

/** Reads one architecture after the other. */
export const collectArch = parsed((text: string, before: readonly Arch[] = []) => [...before, parseArch(text)]);
