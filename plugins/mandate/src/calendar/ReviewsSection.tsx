import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup, Text } from '@backstage/ui';
import type { InterventionView } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EntityName,
  loadedValue,
  mandateApiRef,
  ReasonDialog,
  RelativeTime,
  SimpleTable,
  Status,
  useOpenInterventions,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Section } from '../page/Section';
import { UnreadState } from '../page/UnreadState';
import { mandateTranslationRef } from '../translation';

type Verdict = NonNullable<InterventionView['review']>['verdict'];
const verdicts: readonly Verdict[] = ['justified', 'not-justified'];

/** What people did against the rules and nobody has judged yet; nothing when there is none. */
export function ReviewsSection() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useOpenInterventions();
  const [reviewing, setReviewing] = useState<string>();
  const open = loadedValue(load) ?? [];
  if (open.length === 0) {
    return <UnreadState load={load} title={t('unread.interventions')} />;
  }
  return (
    <Section title={t('calendar.reviews')}>
      <SimpleTable
        label={t('calendar.reviews')}
        columns={[
          t('calendar.changeColumns.change'),
          t('calendar.what'),
          t('calendar.verdict'),
        ]}
      >
        {open.map(intervention => (
          <ReviewRow
            key={intervention.id}
            intervention={intervention}
            onReview={() => setReviewing(intervention.id)}
          />
        ))}
      </SimpleTable>
      {reviewing && (
        <ReviewDialog
          id={reviewing}
          onReviewed={load.reload}
          onClose={() => setReviewing(undefined)}
        />
      )}
    </Section>
  );
}

function ReviewRow(props: {
  readonly intervention: InterventionView;
  readonly onReview: () => void;
}) {
  const { intervention, onReview } = props;
  const { kind, changeId, changeTitle, by, at, reason, incident, mayReview } =
    intervention;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <tr>
      <th scope="row">
        {t(`calendar.${kind}`)}:{' '}
        <ChangeLink id={changeId}>{changeTitle}</ChangeLink>
      </th>
      <td>
        <EntityName entityRef={by} /> <RelativeTime at={at} />: {reason}{' '}
        {incident && (
          <a href={incident} rel="noreferrer" target="_blank">
            {incident}
          </a>
        )}
      </td>
      <td>
        <Status tone={intervention.reviewOverdue ? 'danger' : 'warning'}>
          {intervention.reviewOverdue
            ? t('calendar.reviewOverdue')
            : t('calendar.reviewDue')}{' '}
          <RelativeTime at={intervention.reviewDueAt} />
        </Status>
        {mayReview?.allowed ? (
          <Button size="small" variant="secondary" onPress={onReview}>
            {t('calendar.review')}
          </Button>
        ) : (
          <Text as="p" color="secondary">
            {mayReview?.why}
          </Text>
        )}
      </td>
    </tr>
  );
}

function ReviewDialog(props: {
  readonly id: string;
  readonly onReviewed: () => void;
  readonly onClose: () => void;
}) {
  const { id, onReviewed, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [verdict, setVerdict] = useState<Verdict>('justified');

  const record = async (reason: string) => {
    await api.reviewIntervention(id, { verdict, reason });
    toastApi.post({ title: t('calendar.reviewed'), status: 'success' });
    onReviewed();
  };

  return (
    <ReasonDialog
      title={t('calendar.reviewTitle')}
      description={t('calendar.reviewDescription')}
      actionLabel={t('calendar.reviewSubmit')}
      onSubmit={record}
      onClose={onClose}
    >
      <RadioGroup
        label={t('calendar.verdict')}
        value={verdict}
        onChange={value =>
          setVerdict(verdicts.find(one => one === value) ?? 'justified')
        }
      >
        {verdicts.map(one => (
          <Radio key={one} value={one}>
            {t(`calendar.${one}`)}
          </Radio>
        ))}
      </RadioGroup>
    </ReasonDialog>
  );
}
