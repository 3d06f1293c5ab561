import { fromBase64, toBase64 } from '../bytes/base64';
import { type Hash, isHash } from '../merkle/hash';

/**
 * What a log asks a witness to cosign (C2SP tlog-witness, `add-checkpoint`).
 *
 * @public
 */
export interface WitnessRequest {
  /** The size of the checkpoint that the witness cosigned last. */
  readonly oldSize: number;
  /** That the new checkpoint continues it. */
  readonly proof: readonly Hash[];
  /** The new checkpoint, signed by the log. */
  readonly checkpoint: string;
}

/** As the specification bounds it. */
const MAX_PROOF = 63;

/**
 * The body of the request.
 *
 * @public
 */
export function formatWitnessRequest(request: WitnessRequest): string {
  const { oldSize, proof, checkpoint } = request;
  const lines = [`old ${oldSize}`, ...proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/**
 * Reads the body of a request, or `undefined`.
 *
 * @public
 */
export function parseWitnessRequest(body: string): WitnessRequest | undefined {
  const end = body.indexOf('\n\n');
  const [first = '', ...encoded] = body.slice(0, Math.max(end, 0)).split('\n');
  const [, old] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = encoded.flatMap(line => {
    const hash = fromBase64(line);
    return hash && isHash(hash) ? [hash] : [];
  });
  return old === undefined ||
    proof.length !== encoded.length ||
    proof.length > MAX_PROOF
    ? undefined
    : { oldSize: Number(old), proof, checkpoint: body.slice(end + 2) };
}
