import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One address before several web processes, as a load balancer is. */
export type Front = { port: number; close: () => Promise<void> };

/**
 * Listens on a free port of this machine and passes every connection on to one of `ports`, in turn; to the
 * next if that one refuses, and closes it if all do.
 */
export async function openFront(ports: readonly number[]): Promise<Front> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    turn += 1;
    passOn(socket, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)]);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of open) socket.destroy();
      }),
  };
}

function passOn(socket: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    socket.destroy();
    return;
  }
  const behind = connect(port, '127.0.0.1');
  let reached = false;
  behind.on('connect', () => {
    reached = true;
    socket.pipe(behind).pipe(socket);
  });
  behind.on('error', () => {
    if (reached) socket.destroy();
    else passOn(socket, others);
  });
  behind.on('close', () => {
    if (reached) socket.destroy();
  });
  socket.on('close', () => behind.destroy());
}
