import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import type { ReplayView } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  OversightBadge,
  RelativeTime,
  SimpleTable,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../../translation';
import { ReplayDifferences } from './ReplayDifferences';

type Counts = ReplayView['before'];
const oversights = ['autonomous', 'notify', 'approve', 'forbid'] as const;

/** What a mandate would change: first in a sentence, then counted, then change by change. */
export function ReplayResult({ replay }: { readonly replay: ReplayView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (replay.changes === 0) {
    return (
      <EmptyState title={t('mandates.replay.nothing')}>
        {t('mandates.replay.nothingHint')}
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="3">
      <Verdict replay={replay} />
      <Text as="p" color="secondary">
        {replay.since && (
          <>
            {t('mandates.replay.since')} <RelativeTime at={replay.since} />.{' '}
          </>
        )}
        {replay.imported > 0 &&
          t('mandates.replay.imported', { number: String(replay.imported) })}
      </Text>
      <SimpleTable
        label={t('mandates.replay.counts')}
        columns={[
          t('mandates.replay.oversight'),
          t('mandates.replay.today'),
          t('mandates.replay.then'),
        ]}
      >
        {oversights.map(oversight => (
          <tr key={oversight}>
            <th scope="row">
              <OversightBadge oversight={oversight} />
            </th>
            <td>
              <Count counts={replay.before[oversight]} />
            </td>
            <td>
              <Count counts={replay.after[oversight]} />
            </td>
          </tr>
        ))}
      </SimpleTable>
      {replay.differenceCount > 0 && <ReplayDifferences replay={replay} />}
    </Flex>
  );
}

function Verdict({ replay }: { readonly replay: ReplayView }) {
  const { changes, differenceCount } = replay;
  const { t } = useTranslationRef(mandateTranslationRef);
  const added = failedAlone(replay.after) - failedAlone(replay.before);
  const title =
    differenceCount === 0
      ? t('mandates.replay.same', { changes: String(changes) })
      : t('mandates.replay.different', {
          number: String(differenceCount),
          changes: String(changes),
        });
  return (
    <Alert
      role="status"
      status={added > 0 ? 'warning' : 'info'}
      icon
      title={title}
      description={
        added > 0
          ? t('mandates.replay.freerFailures', { count: added })
          : undefined
      }
    />
  );
}

function Count({ counts }: { readonly counts: Counts['autonomous'] }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const all = counts.succeeded + counts.failed + counts['no-effect'];
  return counts.failed === 0
    ? all
    : t('mandates.replay.failed', {
        number: String(all),
        failed: String(counts.failed),
      });
}

/** Changes that failed and that no person was, or would be, asked about. */
function failedAlone({ autonomous, notify }: Counts): number {
  return autonomous.failed + notify.failed;
}
