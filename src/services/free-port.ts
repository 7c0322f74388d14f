import { type AddressInfo, createServer } from 'node:net';

/** A port on loopback that nobody listens on: the wished one if it is free, else any. */
export async function freePort(wished = 0): Promise<number> {
  return (await listen(wished)) ?? (await freePort());
}

/** Whether somebody listens on this port of loopback. */
export async function isTaken(port: number): Promise<boolean> {
  return (await listen(port)) === undefined;
}

function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const taken = (server.address() as AddressInfo).port;
      server.close(() => resolve(taken));
    });
  });
}
