import { randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { isJsonObject, JsonValue } from '../model/KubernetesObject';
import {
  ContractCase,
  ContractConnection,
  RequestStep,
  WatchStep,
} from './ContractCase';
import { mismatch } from './matchPattern';

const POLL_MS = 50;

interface Answer {
  readonly code: number;
  readonly body: JsonValue | undefined;
}

interface Run {
  readonly connection: ContractConnection;
  readonly agent: Agent;
  readonly values: Map<string, string>;
  readonly patienceMs: number;
}

/**
 * Runs one case in a namespace of its own and removes that afterwards. What controllers do is waited for with patience.
 *
 * @throws Error that says which step's answer differed, and where
 */
export async function runContractCase(
  connection: ContractConnection,
  { rule, steps, leftovers = [], patienceMs: least = 0 }: ContractCase,
  patienceMs = 8_000,
): Promise<void> {
  const namespace = `contract-${randomBytes(5).toString('hex')}`;
  const agent = new Agent({ ca: connection.ca, keepAlive: true });
  const run: Run = {
    connection,
    agent,
    values: new Map([['ns', namespace]]),
    patienceMs: Math.max(patienceMs, least),
  };
  try {
    await step(run, {
      request: 'POST /api/v1/namespaces',
      body: { metadata: { name: namespace } },
      expect: { code: 201 },
    });
    for (const [index, current] of steps.entries()) {
      try {
        await ('watch' in current ? watch(run, current) : step(run, current));
      } catch (error) {
        throw new Error(
          `${rule}: step ${index + 1}: ${
            error instanceof Error ? error.message : error
          }`,
        );
      }
    }
  } finally {
    for (const path of [...leftovers, '/api/v1/namespaces/{ns}']) {
      await send(run, 'DELETE', fill(run, path), {});
    }
    agent.destroy();
  }
}

async function step(run: Run, current: RequestStep): Promise<void> {
  const [method, path] = current.request.split(/ (.*)/s);
  const deadline = Date.now() + (current.eventually ? run.patienceMs : 0);
  for (;;) {
    const answer = await send(run, method, fill(run, path), {
      body:
        current.body === undefined
          ? undefined
          : fill(run, JSON.stringify(current.body)),
      contentType: current.contentType,
      accept: current.accept,
      as: current.as && fill(run, current.as),
    });
    const problem = judge(run, current, answer);
    if (!problem) {
      remember(run, current, answer);
      return;
    }
    if (Date.now() >= deadline) {
      throw new Error(`${current.request}: ${problem}`);
    }
    await pause(POLL_MS);
  }
}

function judge(
  run: Run,
  { expect }: RequestStep,
  { code, body }: Answer,
): string | undefined {
  if (code !== expect.code) {
    return `the code is ${code}, not ${expect.code}: ${JSON.stringify(
      body,
    )?.slice(0, 600)}`;
  }
  const pattern: JsonValue | undefined =
    expect.body === undefined
      ? undefined
      : JSON.parse(fill(run, JSON.stringify(expect.body)));
  const present = (expect.absent ?? []).find(
    path => valueAt(body, path) !== undefined,
  );
  return (
    (pattern === undefined ? undefined : mismatch(pattern, body)) ??
    (present &&
      `${present} is there: ${JSON.stringify(valueAt(body, present))}`)
  );
}

function remember(run: Run, { expect }: RequestStep, { body }: Answer): void {
  for (const [name, path] of Object.entries(expect.save ?? {})) {
    run.values.set(name, String(valueAt(body, path)));
  }
}

async function watch(
  run: Run,
  { watch: path, accept, events, meanwhile }: WatchStep,
): Promise<void> {
  const response = await open(run, 'GET', fill(run, path), { accept });
  const waiting = [...events];
  const seen: string[] = [];
  let failure: unknown;
  const timer = setTimeout(() => response.destroy(), run.patienceMs);
  const working = (async () => {
    for (const current of meanwhile ?? []) {
      await step(run, current);
    }
  })().catch(error => {
    failure = error;
    response.destroy();
  });
  try {
    let rest = '';
    for await (const chunk of response.setEncoding('utf8')) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        seen.push(line.slice(0, 200));
        const pattern = JSON.parse(fill(run, JSON.stringify(waiting[0])));
        if (!mismatch(pattern, JSON.parse(line))) {
          waiting.shift();
        }
        if (waiting.length === 0) {
          return;
        }
      }
    }
    throw new Error(
      `the watch ended without ${JSON.stringify(
        waiting[0],
      )}; it had ${seen.join('\n')}`,
    );
  } catch (error) {
    throw (
      failure ??
      (waiting.length > 0
        ? new Error(
            `no event like ${JSON.stringify(
              waiting[0],
            )} came; there were ${seen.join('\n')}`,
            { cause: error },
          )
        : error)
    );
  } finally {
    clearTimeout(timer);
    response.destroy();
    await working;
  }
}

interface Sent {
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  readonly as?: string;
}

async function send(
  run: Run,
  method: string,
  path: string,
  sent: Sent,
): Promise<Answer> {
  const response = await open(run, method, path, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // some servers send the OpenAPI index as plain text
  const isJson = text.startsWith('{');
  return {
    code: response.statusCode ?? 0,
    body: isJson ? JSON.parse(text) : text,
  };
}

function open(
  run: Run,
  method: string,
  path: string,
  sent: Sent,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      new URL(path, run.connection.url),
      {
        method,
        agent: run.agent,
        headers: {
          authorization: `Bearer ${run.connection.token}`,
          accept: sent.accept ?? 'application/json',
          'user-agent': 'contract/1',
          ...(sent.as && { 'impersonate-user': sent.as }),
          ...(sent.body !== undefined && {
            'content-type': sent.contentType ?? 'application/json',
            'content-length': Buffer.byteLength(sent.body),
          }),
        },
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(sent.body);
  });
}

function fill(run: Run, text: string): string {
  return text.replace(
    /\{([a-zA-Z]+)\}/g,
    (whole, name) => run.values.get(name) ?? whole,
  );
}

function valueAt(
  body: JsonValue | undefined,
  path: string,
): JsonValue | undefined {
  return path
    .split(/\.(?![^[]*\])/)
    .reduce<JsonValue | undefined>((current, field) => {
      if (Array.isArray(current)) {
        return current[Number(field)];
      }
      return isJsonObject(current)
        ? current[field.replace(/^\[|\]$/g, '')]
        : undefined;
    }, body);
}

async function pause(ms: number): Promise<void> {
  await new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
