import { z } from 'zod';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A link to a vote on one plan. */
export interface VoteLink {
  readonly id: string;
  readonly changeId: string;
  readonly revision: number;
  readonly digest: string;
  readonly expiresAtMs: number;
}

const KEY_ID = 0;

const linkSchema = z
  .object({
    id: z.string(),
    change_id: z.string(),
    revision: z.number().int(),
    digest: z.string(),
    expires_at: integerColumn,
  })
  .transform(
    (row): VoteLink => ({
      id: row.id,
      changeId: row.change_id,
      revision: row.revision,
      digest: row.digest,
      expiresAtMs: row.expires_at,
    }),
  );

/** Links to votes, and who has used them. */
export class VoteLinkStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async insert(link: VoteLink): Promise<void> {
    await this.#tx.knex('mandate_vote_links').insert({
      id: link.id,
      change_id: link.changeId,
      revision: link.revision,
      digest: link.digest,
      expires_at: link.expiresAtMs,
    });
  }

  async get(id: string): Promise<VoteLink | undefined> {
    const row = await this.#tx.knex('mandate_vote_links').where({ id }).first();
    return row && linkSchema.parse(row);
  }

  /** Uses the link up for one person; of two uses at once the second is refused. */
  async use(id: string, voter: string): Promise<'used' | 'was-used'> {
    const inserted = await this.#tx
      .knex('mandate_vote_link_uses')
      .insert({ link_id: id, voter, used_at: await this.#tx.now() })
      .onConflict(['link_id', 'voter'])
      .ignore()
      .returning('voter');
    return inserted.length > 0 ? 'used' : 'was-used';
  }

  async wasUsedBy(id: string, voter: string): Promise<boolean> {
    const row = await this.#tx
      .knex('mandate_vote_link_uses')
      .where({ link_id: id, voter })
      .first('voter');
    return row !== undefined;
  }

  /** The stored key (base64); when there is none, this one is stored and given back. */
  async readOrStoreKey(secret: string): Promise<string> {
    const table = () => this.#tx.knex('mandate_vote_link_key');
    await table().insert({ id: KEY_ID, secret }).onConflict('id').ignore();
    const row = await table().where({ id: KEY_ID }).first();
    return z.object({ secret: z.string() }).parse(row).secret;
  }
}
