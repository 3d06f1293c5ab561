import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { LiveEvent } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  EmptyState,
  LoadView,
  RelativeTime,
  SimpleTable,
  Status,
  useLiveEvents,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';

const SHOWN = 20;

/** What the cluster says happened, the newest first. */
export function EventsTable(props: {
  readonly entityRef: string;
  readonly environment: string;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const events = useLiveEvents(props);
  const title = t('live.events', { environment: props.environment });
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" weight="bold">
        {title}
      </Text>
      <LoadView load={events} lines={4}>
        {found =>
          found.length === 0 ? (
            <EmptyState title={t('live.noEvents')}>
              {t('live.noEventsHint')}
            </EmptyState>
          ) : (
            <SimpleTable
              label={title}
              columns={[
                t('live.what'),
                t('live.about'),
                t('live.message'),
                t('live.when'),
              ]}
            >
              {found.slice(0, SHOWN).map((event, index) => (
                <EventRow key={`${index} ${event.at}`} event={event} />
              ))}
            </SimpleTable>
          )
        }
      </LoadView>
    </Flex>
  );
}

function EventRow({ event }: { readonly event: LiveEvent }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { type, reason, message, object, count, at } = event;
  return (
    <tr>
      <th scope="row">
        <Status tone={type === 'Warning' ? 'warning' : 'neutral'}>
          {reason}
        </Status>
      </th>
      <td>{object}</td>
      <td>
        {message}
        {count > 1 && <CellHint>{t('live.times', { count })}</CellHint>}
      </td>
      <td>
        <RelativeTime at={at} />
      </td>
    </tr>
  );
}
