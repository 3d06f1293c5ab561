import { connect, createServer, type Server } from 'node:net';

/** A TCP port of the loopback interface that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', done);
  });
  const port = portOf(server);
  await new Promise(done => {
    server.close(done);
  });
  return port;
}

/** The TCP port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server does not listen on TCP.');
  }
  return address.port;
}

/** Whether something on the loopback interface accepts connections on the port. */
export function listensOn(port: number): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
