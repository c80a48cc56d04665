import type { ChildProcess } from 'node:child_process';
import { undoAtEnd } from './ending.ts';

/** Has a process that was started `detached`, and all that it runs, end with this one. */
export function endWithThisProcess(child: ChildProcess): void {
  child.once(
    'exit',
    undoAtEnd(() => killGroup(child)),
  );
}

/** Ends a process that was started `detached`, and all that it runs, at once. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
