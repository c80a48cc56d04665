import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Starts a server of bytes on loopback until the test ends. @returns its host and port. */
export async function startRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers the first bytes of each connection with these, and ends it. */
export function answering(bytes: string): (socket: Socket) => void {
  return (socket) => socket.once('data', () => socket.end(bytes));
}

/** Sends a start, and then the same bytes again and again. */
export function repeating(bytes: string, start = ''): (socket: Socket) => void {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(bytes), 20);
    socket.on('close', () => clearInterval(timer));
  };
}

/** Accepts connections, and never answers. */
export function silent(): void {}
