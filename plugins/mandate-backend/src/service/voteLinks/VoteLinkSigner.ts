import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';

const KEY_BYTES = 32;
/** Binds the signature to its purpose: it is good for nothing else that this key may ever sign. */
const PURPOSE = 'mandate-vote-link/v1';

/** Signs the ids of links to votes with HMAC-SHA256 (RFC 2104), so that only what we sent is looked at. */
export class VoteLinkSigner {
  readonly #key: Buffer;

  /** Reads the key that all replicas share, or makes it at the first start. */
  static async create(
    store: Pick<KernelStore, 'transaction'>,
  ): Promise<VoteLinkSigner> {
    const fresh = randomBytes(KEY_BYTES).toString('base64');
    const key = await store.transaction(tx =>
      tx.voteLinks.readOrStoreKey(fresh),
    );
    return new VoteLinkSigner(Buffer.from(key, 'base64'));
  }

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /** `<id>.<signature>`, safe in an address. */
  sign(id: string): string {
    return `${id}.${this.#signatureOf(id).toString('base64url')}`;
  }

  /** The id that was signed; undefined when it was not signed by us. */
  verify(token: string): string | undefined {
    const dot = token.indexOf('.');
    const id = token.slice(0, Math.max(dot, 0));
    const given = Buffer.from(token.slice(dot + 1), 'base64url');
    const expected = this.#signatureOf(id);
    return given.length === expected.length && timingSafeEqual(given, expected)
      ? id
      : undefined;
  }

  #signatureOf(id: string): Buffer {
    return createHmac('sha256', this.#key).update(`${PURPOSE}\n${id}`).digest();
  }
}
