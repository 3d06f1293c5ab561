import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { MandateReviewView } from '@mandate/plugin-mandate-common';
import {
  EntityName,
  loadedValue,
  MandateLink,
  RelativeTime,
  SimpleTable,
  Status,
  useMandateReviews,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { UnreadState } from '../../page/UnreadState';
import { mandateTranslationRef } from '../../translation';
import { intervalWords } from '../durationWords';
import { MandateReviewDialog } from './MandateReviewDialog';

/** When mandates are to be reviewed, the most urgent first: of all, or of one. Nothing where there is none. */
export function MandateReviews(props: { readonly entityRef?: string }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useMandateReviews();
  const [reviewing, setReviewing] = useState<MandateReviewView>();
  const reviews = (loadedValue(load) ?? []).filter(
    ({ entityRef }) =>
      props.entityRef === undefined || entityRef === props.entityRef,
  );
  if (reviews.length === 0) {
    return <UnreadState load={load} title={t('unread.reviews')} />;
  }
  return (
    <Section title={t('mandates.reviews.title')}>
      <SimpleTable
        label={t('mandates.reviews.title')}
        columns={[
          t('mandates.reviews.mandate'),
          t('mandates.reviews.due'),
          t('mandates.reviews.last'),
          t('mandates.reviews.act'),
        ]}
      >
        {reviews.map(review => (
          <ReviewRow
            key={review.entityRef}
            review={review}
            onReview={() => setReviewing(review)}
          />
        ))}
      </SimpleTable>
      {reviewing && (
        <MandateReviewDialog
          review={reviewing}
          onReviewed={load.reload}
          onClose={() => setReviewing(undefined)}
        />
      )}
    </Section>
  );
}

function ReviewRow(props: {
  readonly review: MandateReviewView;
  readonly onReview: () => void;
}) {
  const { review, onReview } = props;
  const { entityRef, every, reviewers, overdue, dueAt, mayReview } = review;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <tr>
      <th scope="row">
        <MandateLink entityRef={entityRef} />
      </th>
      <td>
        <Status tone={overdue ? 'danger' : 'neutral'}>
          {overdue
            ? t('mandates.reviews.overdue')
            : t('mandates.reviews.upcoming')}{' '}
          <RelativeTime at={dueAt} />
        </Status>
        <div>
          {t('mandates.reviews.every', { every: intervalWords(every) })}{' '}
          <EntityName entityRef={reviewers} />
        </div>
      </td>
      <td>
        <LastReview review={review} />
      </td>
      <td>
        {mayReview.allowed ? (
          <Button size="small" variant="secondary" onPress={onReview}>
            {t('mandates.reviews.review')}
          </Button>
        ) : (
          <Text as="p" color="secondary">
            {mayReview.why}
          </Text>
        )}
      </td>
    </tr>
  );
}

function LastReview({ review }: { readonly review: MandateReviewView }) {
  const { lastReview } = review;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (!lastReview) {
    return t('mandates.reviews.never');
  }
  const { verdict, by, at, comment, ofVersionInForce } = lastReview;
  return (
    <>
      {t(`mandates.reviews.verdict-${verdict}`)} <EntityName entityRef={by} />{' '}
      <RelativeTime at={at} />: {comment}{' '}
      {!ofVersionInForce && t('mandates.reviews.olderVersion')}
    </>
  );
}
