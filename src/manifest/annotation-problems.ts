import { readVersion } from '../sysext/diagnose.ts';
import { FILE_EXTENSION } from '../sysext/file-extension.ts';
import { DIGEST } from '../sysext/image-reference.ts';
import { findMention, findVersionLike, versionWords } from '../sysext/in-text.ts';
import { nearestValue } from '../sysext/spelling.ts';
import { formatVersion, GRAMMAR, MAX_LENGTH, parseVersion, type SysextVersion } from '../sysext/tag.ts';
import {
  COMMENT_END,
  COMMENT_LINE,
  COMMENT_MARKER,
  HASH,
  HOST,
  KEY_LINE,
  MAX_LINES_TO_HASH,
  REPOSITORY,
  SCHEME,
  TRAILING_COMMENT,
} from './annotation-syntax.ts';

/** The parts of a comment that is meant as an annotation. */
interface Comment {
  /** The text of the line before it, with the comment's marker. */
  readonly before: string;
  /** `renovate:` */
  readonly word: string;
  /** Other options between the two. */
  readonly others: string;
  /** `sysext=` */
  readonly option: string;
  /** The text of the line after the option. */
  readonly rest: string;
}

const SYNTAX = '"# renovate: sysext=<registry>/<repository>"';

const MARKER_ALONE = new RegExp(`^\\ufeff?[ \\t]*${COMMENT_MARKER}[ \\t]*$`);

/** A marker of comments that the manager does not match. */
const OTHER_MARKER = /^[ \t]*(?:rem|::|[%!])[ \t]*$/i;

/** Finds the problem of a comment, with its fix. */
export function commentProblem({ before, word, others, option, rest }: Comment): string | undefined {
  const reference = referenceOf(rest);
  if (!word.endsWith(':')) return `the colon after "${word}" is missing: write ${SYNTAX}`;
  if (!/[Rr]enovate/.test(word) || !option.startsWith('sysext')) return `write ${SYNTAX}, in lower case`;
  if (option.startsWith('sysexts')) return `the option is "sysext=": write ${SYNTAX}`;
  if (!option.endsWith('=')) return `the option has a colon in the place of the equals sign: write ${SYNTAX}`;
  if (OTHER_MARKER.test(before))
    return `comments that start with ${JSON.stringify(before.trim())} are not matched: move the version to a file that has comments with #, //, ; or --`;
  if (!MARKER_ALONE.test(before))
    return 'the comment is not alone in its line: put it on a line of its own above the version';
  return referenceProblem(reference) ?? wordsProblem(`${others}${rest.slice(reference.length)}`);
}

/** Finds the reference that the text of a comment starts with. */
export function referenceOf(rest: string): string {
  return (/^\S*/.exec(rest)?.[0] ?? '').replace(ENDS, '');
}

const ENDS = new RegExp(`${COMMENT_END}$`);
const STARTS_WITH_REGISTRY = new RegExp(`^${SCHEME}?${HOST}/(?<repository>.*)$`);
const IS_REPOSITORY = new RegExp(`^${REPOSITORY}$`);

function referenceProblem(reference: string): string | undefined {
  const quoted = JSON.stringify(reference);
  if (/["'`]/.test(reference)) return `${quoted} has quotes: write the reference without them`;
  if (/[${}]/.test(reference)) return `${quoted} has a variable: write the registry and the repository out`;
  const repository = STARTS_WITH_REGISTRY.exec(reference)?.groups?.['repository'];
  if (repository === undefined) return `${quoted} does not start with a registry: write ${SYNTAX}`;
  if (/[:@]/.test(repository)) return `${quoted} has a tag or a digest: leave it out, the version is on the next line`;
  if (!repository.endsWith('-sysext')) return `${quoted} does not end in -sysext: name the repository of a sysext`;
  return IS_REPOSITORY.test(repository) ? undefined : `${quoted} is not a valid reference: write ${SYNTAX}`;
}

function wordsProblem(words: string): string | undefined {
  const option = /\S*=\S*/.exec(words)?.[0];
  if (option !== undefined) return `the option ${JSON.stringify(option)} is not supported: remove it`;
  const version = findVersionLike(words);
  return version === undefined ? undefined : `the comment has a version of its own, ${version}: remove it`;
}

const IMAGE_DIGEST = new RegExp(`@${DIGEST}`);
const HASHED = new RegExp(HASH);
const IS_COMMENT = new RegExp(COMMENT_LINE);
const IS_KEY = new RegExp(`^${KEY_LINE}`);
const EXTENSIONS = new RegExp(`(?:${FILE_EXTENSION})+$`);

/** Finds the problem of the line below a comment, with its fix. @param index of that line in `lines`. */
export function nextLineProblem(lines: readonly string[], index: number, reference: string): string | undefined {
  const line = lines[index]?.replace(/\r$/, '');
  if (line === undefined || (line === '' && index === lines.length - 1))
    return 'the comment is at the end of the file: put it on the line above the version';
  if (line.trim() === '') return 'the next line is blank: put the comment on the line above the version';
  if (IS_COMMENT.test(line)) return 'the next line is a comment: put this one on the line above the version';
  const text = line.replace(new RegExp(`${TRAILING_COMMENT}.*$`), '');
  const words = versionWords(text).map((word) =>
    word
      .slice(0, 2 * MAX_LENGTH)
      .replace(/[-_.]+$/, '')
      .replace(EXTENSIONS, ''),
  );
  const found = words.find((word) => parseVersion(word)?.v);
  if (found === undefined) return versionProblem(words[0]);
  const version = parseVersion(found);
  return version === undefined
    ? undefined
    : (placesProblem(text, version) ?? otherSysext(text, reference) ?? hashProblem(lines, index, text));
}

function versionProblem(word: string | undefined): string {
  if (word === undefined) return 'the next line has no version such as v1.34.10-1-azlinux3';
  const reading = readVersion(word);
  const nearest = nearestValue(word);
  const fix = nearest === undefined ? '' : `: write ${nearest}`;
  if (reading.kind === 'malformed') return `${word} is not a valid version: ${reading.why}${fix}`;
  return `${word} has no revision and distro: write a version such as v1.34.10-1-azlinux3`;
}

/** Finds versions of a line that would not be bumped with the first one. */
function placesProblem(text: string, version: SysextVersion): string | undefined {
  const plain = formatVersion({ ...version, arch: undefined });
  const again = `${plain.replaceAll('.', '\\.')}(?:-${GRAMMAR.arch})?(?:${FILE_EXTENSION})*(?=[^\\w.-]|[-_.]\\W|$)`;
  const rest = text.replaceAll(new RegExp(again, 'g'), '');
  const other = findVersionLike(rest) ?? findMention(rest, version);
  if (other === undefined) return undefined;
  return `the next line also holds ${other}, which would stay behind ${plain}: give each its own line and comment, or spell both the same`;
}

function otherSysext(text: string, reference: string): string | undefined {
  const own = reference.slice(reference.lastIndexOf('/') + 1);
  const other = /[\w.-]+-sysext(?=[:@])/.exec(text.replaceAll(own, ''))?.[0];
  return other && `the next line names ${other}, and the comment ${own}: name the same sysext in both`;
}

function hashProblem(lines: readonly string[], index: number, text: string): string | undefined {
  const withoutDigest = text.replace(IMAGE_DIGEST, '');
  const below = hashBelow(lines, index + 1);
  if (!HASHED.test(withoutDigest) && below === undefined) return undefined;
  const where = below === undefined ? 'the next line' : `line ${below + 1}`;
  return `${where} has a hash that would stay behind the version: remove it, or put a blank line between if it belongs to something else`;
}

/** Finds the hash of the version above: on the next line, or after lines with keys. @returns its line, from 0. */
function hashBelow(lines: readonly string[], first: number): number | undefined {
  const [, indent = ''] = /^([ \t]*)/.exec(lines[first - 1] ?? '') ?? [];
  for (const [offset, line] of lines.slice(first, first + MAX_LINES_TO_HASH + 1).entries()) {
    const isKey = IS_KEY.test(line) && line.startsWith(indent);
    const isNext = offset === 0 && line.startsWith(indent) && !IS_COMMENT.test(line);
    if (HASHED.test(line) && (isKey || isNext)) return first + offset;
    if (!isKey) return undefined;
  }
  return undefined;
}
