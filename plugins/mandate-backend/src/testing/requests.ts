import type {
  ChangeDetail,
  ProposeRequest,
  VoteRequest,
} from '@mandate/plugin-mandate-common';

/** A request to deploy checkout with the fake change kind. */
export function deploy(
  environment: 'dev' | 'prod',
  more: Partial<ProposeRequest> = {},
): ProposeRequest {
  return {
    kind: 'deploy',
    target: { entityRef: 'component:default/checkout', environment },
    input: {},
    ...more,
  };
}

/** A vote to approve the newest revision as the change shows it. */
export function approve(
  change: ChangeDetail,
  more: Partial<VoteRequest> = {},
): VoteRequest {
  return {
    verdict: 'approve',
    revision: change.revision,
    digest: change.current?.digest ?? '',
    ...more,
  };
}
