import { oneLine } from './escape.ts';

/**
 * An error for stderr.
 *
 * @param verbose whether its stack and its causes, with theirs, are shown, instead of one line.
 */
export function errorText(error: unknown, { verbose }: { readonly verbose: boolean }): string {
  if (!verbose) return `error: ${oneLine(messageOf(error))}\n`;
  return causesOf(error)
    .map((one, index) => `${index === 0 ? '' : 'caused by: '}${stackOf(one)}\n`)
    .join('');
}

/** The classes of errors that JavaScript throws by itself. */
const OWN_BUGS = [TypeError, ReferenceError, RangeError];

function messageOf(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (!OWN_BUGS.some((one) => error instanceof one)) return message;
  return `internal error: ${message}: this is a bug of aks-sysext-renovate: report it with the output of --verbose`;
}

/** An error and its causes, the outermost first. */
function causesOf(error: unknown): unknown[] {
  const causes = new Set<unknown>();
  for (let one = error; one !== undefined && !causes.has(one); ) {
    causes.add(one);
    one = one instanceof Error ? one.cause : undefined;
  }
  return [...causes];
}

function stackOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').map(oneLine).join('\n');
}
