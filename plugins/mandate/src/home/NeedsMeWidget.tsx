import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import {
  EmptyState,
  LoadView,
  approvalsRouteRef,
  useApprovals,
} from '@mandate/plugin-mandate-react';
import { ApprovalRows } from '../approvals/ApprovalRows';
import { mandateTranslationRef } from '../translation';

const SHOWN = 5;

/** On the home page: the changes that need the viewer. */
export function NeedsMeWidget() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const approvals = useApprovals({ mine: true, limit: SHOWN });
  const approvalsRoute = useRouteRef(approvalsRouteRef);
  return (
    <LoadView load={approvals}>
      {({ items }) => (
        <Flex direction="column" gap="3">
          {items.length === 0 ? (
            <EmptyState title={t('approvals.nothingForYou')}>
              {t('approvals.nothingForYouHint')}
            </EmptyState>
          ) : (
            <ApprovalRows label={t('approvals.needYou')} changes={items} />
          )}
          {approvalsRoute && (
            <Link href={approvalsRoute()}>{t('home.all')}</Link>
          )}
        </Flex>
      )}
    </LoadView>
  );
}
