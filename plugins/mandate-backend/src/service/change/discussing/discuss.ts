import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Proposer } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { TransactionStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { Change } from '../../../domain/change/change';
import { mayAnswer, mayAsk } from '../../../domain/change/mayDiscuss';
import { answered, questionAsked } from '../../../domain/change/messages';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import { actorOf } from '../actors';
import { demand, openChange } from '../openChange';
import { touchChange } from '../touchChange';

/** More would not be read by anybody; and nobody fills the database with them. */
const MAX_QUESTIONS = 100;

/**
 * Asks who proposed a change something. Votes go on meanwhile.
 *
 * @throws NotAllowedError for the proposer and for whoever is no person; ConflictError when the change does not wait for
 *   approval.
 */
export async function askQuestion(
  store: TransactionStore,
  asked: { readonly id: string; readonly by: Proposer; readonly text: string },
): Promise<void> {
  await store.transaction(async tx => {
    const { change } = await openChange(tx, asked.id);
    demand(
      mayAsk({ change, caller: asked.by }),
      change.state === 'awaiting-approval' ? 'not-allowed' : 'conflict',
    );
    const questions = await tx.questions.ofChange(change.id);
    if (questions.length >= MAX_QUESTIONS) {
      throw new ConflictError(
        `${MAX_QUESTIONS} questions were asked about this change already. Talk to the proposer, or reject it with your reasons.`,
      );
    }
    await tx.questions.insert({
      id: randomUUID(),
      changeId: change.id,
      askedBy: asked.by.ref,
      askedAtMs: await tx.now(),
      text: asked.text,
    });
    recordDiscussion(tx, change, {
      kind: 'asked',
      by: asked.by,
      words: `${asked.by.ref} asks: ${asked.text}`,
    });
    const message = questionAsked(change, asked.by.ref, asked.text);
    if (message) {
      tx.outbox.add({ type: 'notification', message });
    }
    await touchChange(tx, change);
  });
}

/**
 * Answers a question; who asked is told.
 *
 * @throws NotFoundError when there is no such question; ConflictError when it has an answer; NotAllowedError for others
 *   than the proposer's side.
 */
export async function answerQuestion(
  deps: {
    readonly store: Pick<TransactionStore, 'transaction'>;
    readonly people: PeopleDirectory;
  },
  given: {
    readonly id: string;
    readonly questionId: string;
    readonly by: Proposer;
    readonly text: string;
  },
): Promise<void> {
  const { ref, kind } = given.by;
  const memberships =
    kind === 'user' ? await deps.people.groupsOf([ref]) : undefined;
  await deps.store.transaction(async tx => {
    const { change } = await openChange(tx, given.id);
    const question = (await tx.questions.ofChange(change.id)).find(
      ({ id }) => id === given.questionId,
    );
    if (!question) {
      throw new NotFoundError(
        `There is no question ${given.questionId} about change ${change.id}.`,
      );
    }
    demand(
      mayAnswer({
        change,
        caller: given.by,
        ownGroups: memberships?.get(ref) ?? [],
        hasOpenQuestion: true,
      }),
      'not-allowed',
    );
    const outcome = await tx.questions.answer(question.id, {
      by: ref,
      atMs: await tx.now(),
      text: given.text,
    });
    if (outcome === 'was-answered') {
      throw new ConflictError('The question has been answered already.');
    }
    recordDiscussion(tx, change, {
      kind: 'answered',
      by: given.by,
      words: `${ref} answers: ${given.text}`,
    });
    tx.outbox.add({
      type: 'notification',
      message: answered(change, question.askedBy, given.text),
    });
    await touchChange(tx, change);
  });
}

function recordDiscussion(
  tx: KernelTransaction,
  change: Change,
  said: {
    readonly kind: 'asked' | 'answered';
    readonly by: Proposer;
    readonly words: string;
  },
): void {
  tx.ledger.append({
    kind: said.kind,
    actor: actorOf(said.by),
    changeId: change.id,
    revision: change.revision,
    subject: change.target.entityRef,
    data: { words: said.words },
  });
}
