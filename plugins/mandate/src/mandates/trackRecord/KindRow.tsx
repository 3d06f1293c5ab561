import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  KindTrackRecord,
  MandateTrackRecord,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  RelativeTime,
  Status,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../../translation';
import { RateCell } from './RateCell';

/** A mandate's record with one kind of change, and whether failures narrowed it. */
export function KindRow(props: {
  readonly record: KindTrackRecord;
  readonly mayWiden: MandateTrackRecord['mayWiden'];
  readonly onWiden: () => void;
}) {
  const { record, mayWiden, onWiden } = props;
  const { kind, changes, failures, narrowed } = record;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <tr>
      <th scope="row">{kind}</th>
      <td>
        {t('mandates.trackRecord.failed', {
          changes: String(changes),
          failures: String(failures),
        })}
      </td>
      <td>
        <RateCell record={record} />
      </td>
      <td>
        {!narrowed && t('mandates.trackRecord.asWritten')}
        {narrowed && (
          <>
            <Status tone="warning">
              {t(`mandates.trackRecord.narrowedTo.${narrowed.to}`)}{' '}
              <RelativeTime at={narrowed.since} />
            </Status>
            <CellHint>
              {narrowed.reason} {t('mandates.trackRecord.because')}{' '}
              <ChangeLink id={narrowed.changeId}>
                {t('mandates.trackRecord.thatChange')}
              </ChangeLink>
            </CellHint>
            {mayWiden.allowed ? (
              <Button size="small" variant="secondary" onPress={onWiden}>
                {t('mandates.trackRecord.widen')}
              </Button>
            ) : (
              <Text as="p" color="secondary">
                {mayWiden.why}
              </Text>
            )}
          </>
        )}
      </td>
    </tr>
  );
}
