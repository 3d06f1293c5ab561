import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  useApprovals,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { DelegationSection } from '../delegation/DelegationSection';
import { KeyArea, Page } from '../page/Page';
import { Pager } from '../page/Pager';
import { useListKeys } from '../page/useListKeys';
import { useUrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import { ApprovalRows } from './ApprovalRows';

const PAGE_SIZE = 50;

/** The inbox: what needs the viewer first, then what waits for others. Opened, not decided, from here. */
export function ApprovalsPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const filters = useUrlFilters();
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  const text = filters.get('text') ?? '';

  return (
    <Page>
      <KeyArea area={area}>
        <SearchField
          aria-label={t('approvals.search')}
          placeholder={t('approvals.search')}
          value={text}
          onChange={value => filters.set('text', value)}
        />
        <NeedsYou text={text} />
        <EverythingWaiting
          text={text}
          cursor={filters.get('cursor')}
          onCursor={cursor => filters.set('cursor', cursor)}
        />
        <DelegationSection />
        <Text as="p" color="secondary" variant="body-small">
          {t('approvals.keys')}
        </Text>
      </KeyArea>
    </Page>
  );
}

function NeedsYou({ text }: { readonly text: string }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const approvals = useApprovals({ mine: true, limit: 100 });
  return (
    <>
      <LoadView load={approvals}>
        {({ items, total = items.length }) => (
          <>
            <Text as="h2" variant="title-small" weight="bold">
              {total === 0
                ? t('approvals.needYou')
                : t('approvals.needYouCount', { count: total })}
            </Text>
            {items.length === 0 ? (
              <EmptyState title={t('approvals.nothingForYou')}>
                {t('approvals.nothingForYouHint')}
              </EmptyState>
            ) : (
              <Matching
                label={t('approvals.needYou')}
                changes={items}
                text={text}
              />
            )}
          </>
        )}
      </LoadView>
    </>
  );
}

function EverythingWaiting(props: {
  readonly text: string;
  readonly cursor?: string;
  readonly onCursor: (cursor: string | undefined) => void;
}) {
  const { text, cursor, onCursor } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const approvals = useApprovals({ cursor, limit: PAGE_SIZE });
  return (
    <>
      <Text as="h2" variant="title-small" weight="bold">
        {t('approvals.waiting')}
      </Text>
      <LoadView load={approvals} lines={6}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState title={t('approvals.nothingWaits')}>
              {t('approvals.nothingWaitsHint')}
            </EmptyState>
          ) : (
            <>
              <WaitingForOthers
                changes={items}
                text={text}
                isAll={cursor === undefined && nextCursor === undefined}
              />
              <Pager
                cursor={cursor}
                nextCursor={nextCursor}
                onCursor={onCursor}
              />
            </>
          )
        }
      </LoadView>
    </>
  );
}

/** What the viewer can decide stands above already. */
function WaitingForOthers(props: {
  readonly changes: readonly ChangeDetail[];
  readonly text: string;
  /** Whether there is no other page. */
  readonly isAll: boolean;
}) {
  const { changes, text, isAll } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const others = changes.filter(({ allowed }) => !allowed.approve.allowed);
  return others.length === 0 ? (
    <Text as="p" color="secondary">
      {isAll ? t('approvals.nothingElse') : t('approvals.nothingElseHere')}
    </Text>
  ) : (
    <Matching label={t('approvals.waiting')} changes={others} text={text} />
  );
}

function Matching(props: {
  readonly label: string;
  readonly changes: readonly ChangeDetail[];
  readonly text: string;
}) {
  const { label, changes, text } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const found = changes.filter(change => matches(change, text));
  return found.length === 0 ? (
    <EmptyState title={t('approvals.noMatch', { text })}>
      {t('approvals.noMatchHint')}
    </EmptyState>
  ) : (
    <ApprovalRows label={label} changes={found} />
  );
}

/** Whether every word of the text occurs somewhere in what the row shows. */
function matches(change: ChangeDetail, text: string): boolean {
  const shown = [
    change.title,
    change.kind,
    change.target.entityRef,
    change.target.environment,
    change.proposer.ref,
    change.statusWords,
  ]
    .join(' ')
    .toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => shown.includes(word));
}
