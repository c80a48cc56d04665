import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import type { Run } from '../child/run-state.ts';
import type { Patch } from './patch.ts';

/** Refuses every connection and every host name lookup while a run has a snapshot, below every client. */
export const closeNetwork = {
  name: 'close-network',
  lacks:
    'Renovate has no offline mode: datasources, presets and changelogs query every host that a configuration names.',
  apply: ({ run }: { run: Pick<Run, 'snapshot'> }) => close(run),
} satisfies Patch;

function close(run: Pick<Run, 'snapshot'>): void {
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function guarded(this: Socket, ...args: [never]) {
    if (run.snapshot === undefined) return connect.apply(this, args);
    process.nextTick(() => this.destroy(refused(hostIn(args))));
    // Otherwise the socket counts as connected.
    return Object.assign(this, { connecting: true });
  };
  const { lookup } = dns;
  const guardedLookup = (host: string, ...rest: unknown[]) => {
    if (run.snapshot === undefined) return Reflect.apply(lookup, dns, [host, ...rest]);
    const done = rest.at(-1) as (error: Error) => void;
    process.nextTick(() => done(refused(host)));
  };
  dns.lookup = guardedLookup as typeof lookup;
  const { lookup: promised } = dns.promises;
  const guardedPromise = async (host: string, ...rest: unknown[]) => {
    if (run.snapshot !== undefined) throw refused(host);
    return Reflect.apply(promised, dns.promises, [host, ...rest]);
  };
  dns.promises.lookup = guardedPromise as typeof promised;
  syncBuiltinESMExports();
}

function refused(host: string): Error {
  return new Error(`${host} is not in the snapshot`);
}

/** The host in the arguments of `connect`: Node.js itself passes them as a list. */
function hostIn([first]: readonly unknown[]): string {
  const [options] = [first].flat() as [{ host?: string; path?: string } | undefined];
  return options?.host ?? options?.path ?? 'the host';
}
