import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/*
 * Loaded before a process that runs Renovate: writes down every host that the process connects to or looks up.
 */

function record(host: string): void {
  appendFileSync(process.env['SOCKETS_FILE'] ?? '', `${host}\n`);
}

const { connect } = Socket.prototype;
Socket.prototype.connect = function recording(this: Socket, ...args: [never]) {
  // Node.js itself passes the arguments on as a list.
  const [options] = [args[0] as { host?: string; port?: number; path?: string }].flat();
  record(options?.path ?? `${options?.host}:${options?.port}`);
  return connect.apply(this, args);
};

const { lookup } = dns;
dns.lookup = ((host: string, ...rest: unknown[]) => {
  record(host);
  return Reflect.apply(lookup, dns, [host, ...rest]);
}) as typeof lookup;

syncBuiltinESMExports();
