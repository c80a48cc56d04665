import { type Annotation, hashBeside, linesWith, readAnnotations } from '../manifest/annotations.ts';
import { ANNOTATION_MANAGER } from '../presets/parts/annotation-manager.ts';
import type { Dependency, RenovateResult } from '../renovate/messages.ts';
import { componentName } from '../sysext/component.ts';
import { formatVersion, parseVersion } from '../sysext/tag.ts';
import { type Diagnostic, diagnostic } from './diagnostic.ts';
import { findRepeats, type Repeat } from './repeats.ts';
import type { TextFile } from './text-files.ts';

/** A dependency that was read from an annotated line, and where its text stands. */
interface Located {
  readonly dep: Dependency;
  readonly start: number;
  readonly end: number;
}

/** Problems of the annotations in `files`, by the dependencies that Renovate extracted. */
export function annotationDiagnostics(files: readonly TextFile[], answer: RenovateResult): Diagnostic[] {
  if (answer.failure !== undefined) return [];
  const repeats = findRepeats(answer);
  return files.flatMap((file) => {
    const annotations = readAnnotations(file.text);
    if (annotations.length === 0) return [];
    const located = locate(file, answer);
    return [
      ...unmatched(file, annotations, located, answer),
      ...located.flatMap((one) => extractedTwice(file, one, repeats)),
      ...leftBehind(file, located, answer),
    ];
  });
}

/** Finds the texts of annotated dependencies in their file: a manager reads it from top to bottom. */
function locate({ file, text }: TextFile, { packageFiles }: RenovateResult): Located[] {
  return packageFiles
    .filter(({ packageFile }) => packageFile === file)
    .flatMap(({ deps }) => {
      let position = 0;
      return deps.flatMap((dep): Located[] => {
        const { replaceString = '' } = dep;
        const start = readAnnotations(replaceString).length === 0 ? -1 : text.indexOf(replaceString, position);
        if (start === -1) return [];
        position = start + replaceString.length;
        return [{ dep, start, end: position }];
      });
    });
}

/** A document has one finding, however many examples it has. Lines that a patch quotes belong to other files. */
function unmatched(
  file: TextFile,
  annotations: readonly Annotation[],
  located: readonly Located[],
  answer: RenovateResult,
) {
  if (/^@@ -\d/m.test(file.text)) return [];
  const problems = annotations.flatMap((one) => notExtracted(file, one, located, answer));
  return DOCUMENT.test(file.file) ? problems.slice(0, 1) : problems;
}

function notExtracted(
  file: TextFile,
  annotation: Annotation,
  located: readonly Located[],
  answer: RenovateResult,
): Diagnostic[] {
  const { start, end, line, reference } = annotation;
  const isExtracted = located.some((one) => one.start < end && start < one.end);
  if (isExtracted) return [];
  const { severity: own, why, fix } = whyNotExtracted(file, annotation, answer);
  const severity = isReadByOther(file, annotation, answer) ? 'warning' : own;
  const message = `no manager matches the annotation${why === null ? '' : `: ${why}`}`;
  return [
    diagnostic({ id: 'not-extracted', severity, message, fix, file: file.file, line, package: reference || null }),
  ];
}

/** Whether one of Renovate's own managers reads the line below, such as a `FROM` of a Dockerfile: then it is bumped. */
function isReadByOther(
  { file }: TextFile,
  { reference, below }: Annotation,
  { packageFiles }: RenovateResult,
): boolean {
  const deps = packageFiles.filter(({ packageFile }) => packageFile === file).flatMap((one) => one.deps);
  return deps.some(({ packageName = '', replaceString = '' }) => {
    const isSame = componentName(packageName) !== undefined && componentName(packageName) === componentName(reference);
    return isSame && replaceString !== '' && below.includes(replaceString);
  });
}

/** Files that explain: an annotation in them may be an example. */
const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc|html?|txt|log)$/i;

function whyNotExtracted(
  { file, isUtf16 }: TextFile,
  { problem }: Annotation,
  { customManagers, ignoredFiles }: RenovateResult,
): Pick<Diagnostic, 'severity' | 'fix'> & { readonly why: string | null } {
  const severity = DOCUMENT.test(file) ? 'warning' : 'error';
  if (ignoredFiles.includes(file)) {
    return { severity: 'warning', why: 'ignorePaths or includePaths hide the file', fix: null };
  }
  if (!customManagers.some(({ name }) => name === ANNOTATION_MANAGER.description)) {
    return { severity, why: null, fix: 'extend the preset presets/annotations' };
  }
  if (isUtf16) return { severity, why: 'the file is UTF-16, which Renovate does not read', fix: 'save it as UTF-8' };
  if (!isRead(file)) {
    return {
      severity,
      why: 'presets/annotations does not read files of this name',
      fix: 'move the version to one that it reads',
    };
  }
  if (problem !== undefined) return { severity, why: problem, fix: null };
  return { severity, why: null, fix: 'check whether enabledManagers lacks "custom.regex"' };
}

function isRead(file: string): boolean {
  return ANNOTATION_MANAGER.managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file));
}

/** Two managers that read one line and would not write the same. */
function extractedTwice({ file, text }: TextFile, { dep, start }: Located, repeats: readonly Repeat[]): Diagnostic[] {
  return repeats
    .filter((repeat) => repeat.of === dep && proposals(repeat.dep) !== proposals(dep))
    .map(({ manager, dep: other }) => {
      const [ours, theirs] = [proposals(dep), proposals(other)].map((all) => all || 'no version');
      const message = `the manager ${manager} reads the annotated line, too, and proposes ${theirs}, not ${ours}`;
      const fix = `disable the sysext for ${manager}`;
      const line = lineAt(text, start);
      return diagnostic({
        id: 'extracted-twice',
        severity: 'error',
        message,
        fix,
        file,
        line,
        package: dep.packageName ?? null,
      });
    });
}

/** The versions that a dependency is bumped to, with their branches. */
function proposals({ updates }: Dependency): string {
  const open = updates.filter(({ cause }) => cause === undefined);
  return open.map(({ newValue, branchName }) => `${newValue} in ${branchName}`).join(', ');
}

/** Places of an annotated version, and hashes of it, that an update does not change. */
function leftBehind(own: TextFile, located: readonly Located[], answer: RenovateResult): Diagnostic[] {
  const { file, text } = own;
  const read = linesRead(own, located, answer);
  const problem = (line: number, dep: Dependency, message: string, fix: string): Diagnostic => {
    return diagnostic({
      id: 'left-behind',
      severity: 'warning',
      message,
      fix,
      file,
      line,
      package: dep.packageName ?? null,
    });
  };
  const seen = new Set<string>();
  return located.flatMap(({ dep, start }) => {
    const line = lineAt(text, start);
    const version = withoutArch(dep.currentValue ?? '');
    const others = seen.has(version) ? [] : linesWith(text, version).filter((one) => !read.has(one));
    seen.add(version);
    const hash = hashBeside(text, line + 1);
    return [
      ...(others.length === 0
        ? []
        : [
            problem(
              line,
              dep,
              `${version} also stands on ${lines(others)}, where it stays`,
              'annotate the version there',
            ),
          ]),
      ...(hash === undefined
        ? []
        : [
            problem(
              line,
              dep,
              `line ${hash} has a hash beside the version, which stays`,
              'check whether it belongs to the version',
            ),
          ]),
    ];
  });
}

/** The lines that are annotated, or that some manager reads. */
function linesRead(
  { file, text }: TextFile,
  located: readonly Located[],
  { packageFiles }: RenovateResult,
): Set<number> {
  const annotated = located.flatMap(({ start, end }) => range(lineAt(text, start), lineAt(text, end - 1)));
  const others = packageFiles.filter(({ packageFile }) => packageFile === file).flatMap(({ deps }) => deps);
  const theirs = others
    .filter(({ packageName = '' }) => componentName(packageName) !== undefined)
    .flatMap(({ replaceString = '', currentValue }) => {
      const isAnnotated = located.some(({ dep }) => dep.replaceString === replaceString);
      return isAnnotated ? [] : linesWith(text, replaceString || (currentValue ?? ''));
    });
  const below = readAnnotations(text).map(({ line }) => line + 1);
  return new Set([...annotated, ...below, ...theirs]);
}

function withoutArch(value: string): string {
  const version = parseVersion(value);
  return version === undefined ? value : formatVersion({ ...version, arch: undefined });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** `line 4`, `lines 4 and 9`, `lines 4, 9 and 12`. */
function lines(all: readonly number[]): string {
  const head = all.slice(0, -1).join(', ');
  return all.length === 1 ? `line ${all[0]}` : `lines ${head} and ${all.at(-1)}`;
}
