/** A server for tests: ready after READY_AFTER_MS, ends with code 3 at /crash, ends in order at SIGTERM. */
import { createServer } from 'node:http';

const began = Date.now();
const server = createServer((request, response) => {
  if (request.url === '/crash') {
    process.exit(3);
  }
  const isReady = Date.now() - began >= Number(process.env.READY_AFTER_MS ?? 0);
  response.statusCode = request.url === '/readyz' && !isReady ? 503 : 200;
  response.end(
    JSON.stringify({
      pid: process.pid,
      url: request.url,
      method: request.method,
      version: process.env.VERSION,
      secret: process.env.CLUSTER_SECRET ?? 'none',
    }),
  );
});
server.listen(Number(process.env.PORT), process.env.HOST, () => {
  console.log(`listening on ${process.env.PORT}`);
});
process.on('SIGTERM', () => {
  console.log('asked to end');
  if (process.env.STUBBORN) {
    return;
  }
  server.close();
  server.closeAllConnections();
});
