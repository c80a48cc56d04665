const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Numbers of signals, for exit codes (signal(7)). */
const NUMBERS: Readonly<Record<(typeof SIGNALS)[number], number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** The time for a signal to end this process. */
const SIGNAL_TIMEOUT_MS = 200;

/** Removes something that must not outlive this process. It is synchronous, and does not throw. */
export type Undo = () => void;

/** In the order in which they were added. */
const undos = new Set<Undo>();

/**
 * Has `undo` run if this process ends before `forget` is called: by a signal, an uncaught error, or `process.exit`.
 * The last one added is undone first.
 *
 * @returns `forget`.
 */
export function undoAtEnd(undo: Undo): () => void {
  if (undos.size === 0) listen();
  undos.add(undo);
  return () => {
    if (undos.delete(undo) && undos.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', undoAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', undoAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function undoAll(): void {
  for (const undo of [...undos].reverse()) undo();
  undos.clear();
}

/** Ends this process by the signal, as if nothing had listened, so that a shell sees how it ended. */
function onSignal(signal: (typeof SIGNALS)[number]): void {
  undoAll();
  unlisten();
  // A program that uses this package may have listeners of its own, which decide.
  if (process.listenerCount(signal) > 0) return;
  process.kill(process.pid, signal);
  // The first process of a container is not ended by a signal that it does not handle.
  setTimeout(() => process.exit(128 + NUMBERS[signal]), SIGNAL_TIMEOUT_MS);
}
