import { createServer } from 'node:net';

/** A TCP port of the loopback interface that nothing listens on now. */
export function freePort() {
  return new Promise((done, reject) => {
    const server = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = server.address();
        server.close(() => done(port));
      });
  });
}
