import type { Proposing } from './change/proposing/proposeChange';
import type { KernelDependencies } from './createKernel';
import { AuditedEarnedAutonomyService } from './earnedAutonomy/AuditedEarnedAutonomyService';
import { AuthorizedEarnedAutonomyService } from './earnedAutonomy/AuthorizedEarnedAutonomyService';
import { DefaultEarnedAutonomyService } from './earnedAutonomy/DefaultEarnedAutonomyService';
import { CatalogProposals } from './mandateChanges/CatalogProposals';
import { AuditedMandateReviewService } from './mandateReviews/AuditedMandateReviewService';
import { AuthorizedMandateReviewService } from './mandateReviews/AuthorizedMandateReviewService';
import { DefaultMandateReviewService } from './mandateReviews/DefaultMandateReviewService';
import { ReviewReminders } from './mandateReviews/ReviewReminders';
import { MandateSync } from './mandates/MandateSync';
import { AuditedReplayService } from './replay/AuditedReplayService';
import { AuthorizedReplayService } from './replay/AuthorizedReplayService';
import { DefaultReplayService } from './replay/DefaultReplayService';
import type { PeopleDirectory } from './people/PeopleDirectory';

/** Puts together what is done with mandates over time: tried, reviewed, widened, and brought into force. */
export function createMandateServices(
  deps: Pick<
    KernelDependencies,
    | 'store'
    | 'settings'
    | 'kinds'
    | 'catalog'
    | 'auth'
    | 'permissions'
    | 'auditor'
    | 'logger'
  > & { readonly people: PeopleDirectory; readonly proposing: Proposing },
) {
  const { store, settings, catalog, auth, logger, people, proposing } = deps;
  return {
    replays: new AuditedReplayService(
      new AuthorizedReplayService(
        new DefaultReplayService(store, settings, deps.kinds),
        deps.permissions,
      ),
      deps.auditor,
    ),
    earnedAutonomy: new AuditedEarnedAutonomyService(
      new AuthorizedEarnedAutonomyService(
        new DefaultEarnedAutonomyService(store, people),
        deps.permissions,
      ),
      deps.auditor,
    ),
    mandateReviews: new AuditedMandateReviewService(
      new AuthorizedMandateReviewService(
        new DefaultMandateReviewService(store, people),
        deps.permissions,
      ),
      deps.auditor,
    ),
    reviewReminders: new ReviewReminders(store),
    mandateSync: new MandateSync({
      catalog,
      auth,
      store,
      trustFirstVersion: settings.mandates.trustFirstVersion,
      logger,
    }),
    catalogProposals: new CatalogProposals({
      proposing,
      hasApprovers: settings.mandates.approvers.length > 0,
      logger,
    }),
  };
}
