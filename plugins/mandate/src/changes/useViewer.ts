import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { ChangeSummary } from '@mandate/plugin-mandate-common';
import { useLoad } from '@mandate/plugin-mandate-react';

/** Who looks at the page: an entity reference, and those it belongs to. */
export interface Viewer {
  readonly ref: string;
  readonly belongsTo: readonly string[];
}

/** Who looks at the page; `undefined` until known. Only decides what is drawn: the backend decides what may be done. */
export function useViewer(): Viewer | undefined {
  const identityApi = useApi(identityApiRef);
  const identity = useLoad('', () => identityApi.getBackstageIdentity());
  return identity.status === 'loaded'
    ? {
        ref: normalized(identity.value.userEntityRef),
        belongsTo: identity.value.ownershipEntityRefs.map(normalized),
      }
    : undefined;
}

/** Whether the viewer proposed the change, or it was proposed for them: they never approve it. */
export function isProposer(
  viewer: Viewer | undefined,
  { proposer }: Pick<ChangeSummary, 'proposer'>,
): boolean {
  return (
    viewer !== undefined &&
    [proposer.ref, proposer.onBehalfOf].some(
      ref => ref !== undefined && normalized(ref) === viewer.ref,
    )
  );
}

/** Entity references are compared without case. */
export function normalized(ref: string): string {
  return ref.toLocaleLowerCase('en-US');
}
