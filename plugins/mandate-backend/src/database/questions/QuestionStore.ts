import { z } from 'zod';
import { byChange } from '../byChange';
import { integerColumn, optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A question about a change, with its answer once there is one. */
export interface Question {
  readonly id: string;
  readonly changeId: string;
  readonly askedBy: string;
  readonly askedAtMs: number;
  readonly text: string;
  readonly answer?: {
    readonly by: string;
    readonly atMs: number;
    readonly text: string;
  };
}

const rowSchema = z
  .object({
    id: z.string(),
    change_id: z.string(),
    asked_by: z.string(),
    asked_at: integerColumn,
    text: z.string(),
    answered_by: optionalText,
    answered_at: optionalInteger,
    answer: optionalText,
  })
  .transform(
    (row): Question => ({
      id: row.id,
      changeId: row.change_id,
      askedBy: row.asked_by,
      askedAtMs: row.asked_at,
      text: row.text,
      ...(row.answered_by !== undefined &&
        row.answered_at !== undefined && {
          answer: {
            by: row.answered_by,
            atMs: row.answered_at,
            text: row.answer ?? '',
          },
        }),
    }),
  );

/** Questions and their answers. */
export class QuestionStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async insert(question: Omit<Question, 'answer'>): Promise<void> {
    await this.#tx.knex('mandate_questions').insert({
      id: question.id,
      change_id: question.changeId,
      asked_by: question.askedBy,
      asked_at: question.askedAtMs,
      text: question.text,
    });
  }

  /** Answers a question that has no answer; of two answers at once the second is refused. */
  async answer(
    id: string,
    answer: NonNullable<Question['answer']>,
  ): Promise<'answered' | 'was-answered'> {
    const updated = await this.#tx
      .knex('mandate_questions')
      .where({ id })
      .whereNull('answered_at')
      .update({
        answered_by: answer.by,
        answered_at: answer.atMs,
        answer: answer.text,
      });
    return updated === 1 ? 'answered' : 'was-answered';
  }

  /** The oldest first. */
  async ofChange(changeId: string): Promise<readonly Question[]> {
    return (await this.ofChanges([changeId])).get(changeId) ?? [];
  }

  /** As `ofChange`, of several changes. */
  async ofChanges(
    changeIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Question[]>> {
    const rows = await this.#tx
      .knex('mandate_questions')
      .whereIn('change_id', changeIds)
      .orderBy(['asked_at', 'id']);
    return byChange(
      rows.map((row: unknown) => rowSchema.parse(row)),
      ({ changeId }) => changeId,
    );
  }
}
