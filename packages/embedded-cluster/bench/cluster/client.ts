import { Agent, request } from 'node:https';

/** A Kubernetes API and how to reach it. */
export interface Server {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
}

const AT_ONCE = 16;

/** Does so many pieces of work, sixteen at once. */
export async function inParallel(
  total: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < total) {
        next += 1;
        await work(next);
      }
    }),
  );
}

const agents = new Map<string, Agent>();

function agentOf({ url, ca }: Server): Agent {
  const agent =
    agents.get(url) ?? new Agent({ ca, keepAlive: true, maxSockets: 200 });
  agents.set(url, agent);
  return agent;
}

/** Sends a request. @returns the answer's text; rejects for a refusal */
export function send(
  server: Server,
  method: string,
  path: string,
  body?: object,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, server.url),
      {
        method,
        agent: agentOf(server),
        headers: {
          authorization: `Bearer ${server.token}`,
          'content-type': 'application/json',
        },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          (response.statusCode ?? 500) < 300
            ? resolve(text)
            : reject(new Error(`${method} ${path}: ${text}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

/** Opens a watch that counts events of one type until there are enough. */
export function watch(
  server: Server,
  path: string,
  type: string,
  enough: number,
) {
  return new Promise<{ done: Promise<void>; close(): void }>(
    (resolve, reject) => {
      const outgoing = request(
        new URL(`${path}?watch=1`, server.url),
        {
          agent: agentOf(server),
          headers: { authorization: `Bearer ${server.token}` },
        },
        response => {
          const done = new Promise<void>(finish => {
            const needle = `{"type":"${type}"`;
            let seen = 0;
            let rest = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => {
              const lines = (rest + chunk).split('\n');
              rest = lines.pop() ?? '';
              seen += lines.filter(line => line.startsWith(needle)).length;
              if (seen >= enough) {
                finish();
              }
            });
          });
          resolve({ done, close: () => response.destroy() });
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    },
  );
}
