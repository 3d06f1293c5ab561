import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { ReplayView } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  OversightBadge,
  RelativeTime,
  SimpleTable,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../../translation';

type Difference = ReplayView['differences'][number];

const outcomeTones: Readonly<Record<Difference['change']['outcome'], Tone>> = {
  succeeded: 'positive',
  failed: 'danger',
  'no-effect': 'neutral',
};

/** Changes that would be decided otherwise, those that failed first, as the server orders them. */
export function ReplayDifferences({ replay }: { readonly replay: ReplayView }) {
  const { differences, differenceCount } = replay;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <SimpleTable
        label={t('mandates.replay.differences')}
        columns={[
          t('mandates.replay.change'),
          t('mandates.replay.outcome'),
          t('mandates.replay.today'),
          t('mandates.replay.then'),
        ]}
      >
        {differences.map(difference => (
          <DifferenceRow key={difference.change.id} difference={difference} />
        ))}
      </SimpleTable>
      {differences.length < differenceCount && (
        <Text as="p" color="secondary">
          {t('mandates.replay.most', {
            shown: String(differences.length),
            all: String(differenceCount),
          })}
        </Text>
      )}
    </Flex>
  );
}

function DifferenceRow({ difference }: { readonly difference: Difference }) {
  const { change, before, after } = difference;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <tr>
      <th scope="row">
        {isImported(change) ? (
          change.title
        ) : (
          <ChangeLink id={change.id}>{change.title}</ChangeLink>
        )}
        <CellHint>
          <RelativeTime at={new Date(change.decidedAtMs).toISOString()} />
        </CellHint>
      </th>
      <td>
        <Status tone={outcomeTones[change.outcome]}>
          {t(`mandates.replay.outcomes.${change.outcome}`)}
        </Status>
      </td>
      {[before, after].map((decision, index) => (
        // Always the two: today, then with the proposed version.
        // eslint-disable-next-line react/no-array-index-key
        <td key={index}>
          <OversightBadge oversight={decision.oversight} />
          <CellHint>{decision.decidedBy.words}</CellHint>
        </td>
      ))}
    </tr>
  );
}

/** Imported changes have no page here. */
function isImported({ id }: Difference['change']): boolean {
  return id.startsWith('imported:');
}
