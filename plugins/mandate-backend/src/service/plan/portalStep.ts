import type {
  ActOutcome,
  Check,
  Observation,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';

/** One of the two states that a plan is about: before it, or after it. */
export type Side = 'before' | 'after';

/** A state that the portal keeps, which a step moves from one side of its plan to the other. */
export interface PortalState {
  observe(context: StepContext, side: Side): Promise<Observation>;
  /** Idempotent: brings about the state of that side. */
  record(context: StepContext, side: Side): Promise<ActOutcome>;
}

/** The step that brings about the state after, and undone the one before. */
export function portalStep(state: PortalState): StepHandler {
  return {
    observe: context => state.observe(context, 'after'),
    act: context => state.record(context, 'after'),
    undo: context => state.record(context, 'before'),
    observeUndone: context => state.observe(context, 'before'),
  };
}

/** The one check of such a change: the state after is there, or it failed for good. */
export async function portalCheck(
  state: PortalState,
  context: StepContext,
  { id, title }: Pick<Check, 'id' | 'title'>,
): Promise<readonly Check[]> {
  const { type, words } = await state.observe(context, 'after');
  return [
    {
      id,
      title,
      status: type === 'present' ? 'passing' : 'failing',
      words,
      final: true,
    },
  ];
}
