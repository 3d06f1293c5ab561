import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  CalendarChange,
  CalendarWindow,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  EntityName,
  RelativeTime,
  SimpleTable,
  StateBadge,
  Status,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** Times of one window that are told; the chart shows the others. */
const MAX_TIMES = 3;

const TIME_FORMAT = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Freezes and windows: what each covers, and when. */
export function WindowsTable(props: {
  readonly windows: readonly CalendarWindow[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <SimpleTable
      label={t('calendar.windows')}
      columns={[
        t('calendar.windowColumns.what'),
        t('calendar.windowColumns.covers'),
        t('calendar.windowColumns.when'),
        t('calendar.windowColumns.owner'),
      ]}
    >
      {props.windows.map(window => (
        <WindowRow key={window.name} window={window} />
      ))}
    </SimpleTable>
  );
}

function WindowRow({ window }: { readonly window: CalendarWindow }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { type, title, description, words, except, isNow, errors } = window;
  return (
    <tr>
      <th scope="row">
        <Status tone={isNow && type === 'freeze' ? 'warning' : 'neutral'}>
          {t(`calendar.${type}`)}
        </Status>{' '}
        {title}
        {isNow && <CellHint>{t('calendar.now')}</CellHint>}
        {description && <CellHint>{description}</CellHint>}
        {errors.length > 0 && (
          <CellHint>{t('calendar.invalid', { error: errors[0] })}</CellHint>
        )}
      </th>
      <td>
        {words}
        {except && (
          <CellHint>
            {t('calendar.except', { kinds: except.join(', ') })}
          </CellHint>
        )}
      </td>
      <td>
        <Times window={window} />
        <CellHint>{t('calendar.zone', { zone: window.timeZone })}</CellHint>
      </td>
      <td>
        <EntityName entityRef={window.owner} />
      </td>
    </tr>
  );
}

function Times({ window }: { readonly window: CalendarWindow }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { occurrences } = window;
  if (occurrences.length === 0) {
    return <>{t('calendar.never')}</>;
  }
  const more = occurrences.length - MAX_TIMES;
  return (
    <>
      {occurrences.slice(0, MAX_TIMES).map(({ start, end }) => (
        <div key={start}>
          {TIME_FORMAT.formatRange(Date.parse(start), Date.parse(end))}
        </div>
      ))}
      {more > 0 && t('calendar.more', { count: more })}
    </>
  );
}

/** Changes that wait to start, run, or ran in these days. */
export function ChangesTable(props: {
  readonly changes: readonly CalendarChange[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (props.changes.length === 0) {
    return <Text as="p">{t('calendar.noChanges')}</Text>;
  }
  return (
    <SimpleTable
      label={t('calendar.changes')}
      columns={[
        t('calendar.changeColumns.change'),
        t('calendar.changeColumns.state'),
        t('calendar.changeColumns.start'),
        t('calendar.changeColumns.waits'),
      ]}
    >
      {props.changes.map(({ id, title, state, start, statusWords }) => (
        <tr key={id}>
          <th scope="row">
            <ChangeLink id={id}>{title}</ChangeLink>
          </th>
          <td>
            <StateBadge state={state} />
          </td>
          <td>
            {start === undefined ? (
              t('calendar.unknownStart')
            ) : (
              <>
                {state === 'queued' && `${t('calendar.expected')} `}
                <RelativeTime at={start} />
              </>
            )}
          </td>
          <td>{statusWords}</td>
        </tr>
      ))}
    </SimpleTable>
  );
}
