import {
  cosign,
  createEd25519Signer,
  type Hash,
  parseVerifierKey,
  parseWitnessRequest,
  verifyCheckpoint,
  verifyConsistency,
  witnessKeyOf,
} from '@mandate/ledger';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A witness (C2SP tlog-witness) on loopback that remembers in memory; `forget` makes it lose that. */
export async function startWitness(log: {
  readonly origin: string;
  readonly verifierKey: string;
}) {
  const name = 'witness.example.com';
  const signer = createEd25519Signer({
    name,
    seed: new Uint8Array(32).fill(9),
  });
  const key = witnessKeyOf(name, signer.verifierKey.publicKey);
  const parsed = parseVerifierKey(log.verifierKey);
  const keys = parsed.ok ? [parsed.key] : [];
  let known: { readonly size: number; readonly root: Hash | undefined } = {
    size: 0,
    root: undefined,
  };
  let requests = 0;

  const answer = async (
    body: string,
  ): Promise<{ readonly status: number; readonly text: string }> => {
    requests += 1;
    const request = parseWitnessRequest(body);
    const opened =
      request &&
      verifyCheckpoint(request.checkpoint, { origin: log.origin, keys });
    if (!request || !opened?.ok) {
      return { status: request ? 403 : 400, text: '' };
    }
    const { size, root } = opened.checkpoint;
    if (request.oldSize !== known.size) {
      return { status: 409, text: `${known.size}\n` };
    }
    const continues =
      known.root === undefined ||
      verifyConsistency({
        size1: known.size,
        root1: known.root,
        size2: size,
        root2: root,
        proof: request.proof,
      }).ok;
    if (!continues) {
      return { status: 422, text: '' };
    }
    known = { size, root };
    const line = await cosign(request.checkpoint, {
      key,
      timestamp: 1_764_158_400,
      sign: message => signer.sign(message),
    });
    return { status: 200, text: line };
  };

  const server = createServer((request, response) => {
    readBody(request)
      .then(answer)
      .then(({ status, text }) => response.writeHead(status).end(text))
      .catch(error => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // safety: a server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    key,
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    knows: (size: number, root?: Hash) => {
      known = { size, root };
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}
