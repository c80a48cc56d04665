/** A failure with a cause outside of this program. Its message is for users. Any other error is a bug. */
export abstract class OperationalError<Code extends string = string> extends Error {
  /** Identifies the cause. Code decides by it, never by the text of a message. */
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether the cause of an error is outside of this program: an {@link OperationalError}, or an error of the system. */
export function isOperational(error: unknown): error is Error {
  return error instanceof OperationalError || isSystemError(error);
}

/** Whether an error is of a system call, such as ENOSPC of a write. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
