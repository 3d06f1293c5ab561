import type { Change } from '../change/change';
import type { DomainEvent } from './cloudEvent';

/** What other systems hear when a change moves. What it does in detail, they read through the API, with permission. */
export function changeEvent(change: Change, before: Change): DomainEvent {
  const { id, kind, state, title, target, revision, statusWords } = change;
  return {
    name: `change.${state}`,
    subject: id,
    data: {
      changeId: id,
      kind,
      title,
      state,
      before: before.state,
      revision,
      entityRef: target.entityRef,
      environment: target.environment,
      words: statusWords,
    },
  };
}
