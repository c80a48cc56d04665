import type { ChildProcess } from 'node:child_process';
import { undoAtEnd } from './ending.ts';

/** Ends a process that was started `detached`, and its children, with this process. */
export function endWithThisProcess(child: ChildProcess): void {
  child.once(
    'exit',
    undoAtEnd(() => killGroup(child)),
  );
}

/** Kills a process that was started `detached`, and its children. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
