import type { Change, ChangeRevision } from './change';

/**
 * What an approver has to type before a plan that removes something is approved; absent when it removes nothing. It is
 * the workload's name: whatever an entity calls itself, that can be typed, and is what the plan acts on.
 */
export function confirmTarget(
  { target }: Pick<Change, 'target'>,
  { plan }: Pick<ChangeRevision, 'plan'>,
  kind: { readonly risk: { readonly destructive: boolean } } | undefined,
): string | undefined {
  const removes =
    // Of a kind that no module brings any more nobody knows.
    (kind?.risk.destructive ?? true) ||
    plan.objects.some(({ action }) => action === 'delete');
  return removes ? target.workload.name : undefined;
}
