import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type {
  KindTrackRecord,
  MandateView,
} from '@mandate/plugin-mandate-common';
import { Data } from '@mandate/plugin-mandate-react';
import { useMemo, useState } from 'react';
import { mandateTranslationRef } from '../../translation';
import { mandateDocument, toYaml } from '../editor/mandateDocument';
import { ProposeMandate } from '../proposals/ProposeMandate';
import { ReplaySection } from '../replay/ReplaySection';

/** A wider mandate that a good record would justify, as text to be committed, with its trial on the past. Nothing widens by itself. */
export function WiderMandate(props: {
  readonly mandate: MandateView;
  readonly proposal: NonNullable<KindTrackRecord['proposal']>;
}) {
  const { mandate, proposal } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [shown, setShown] = useState(false);
  const document = useMemo(
    () => mandateDocument(mandate, proposal.spec),
    [mandate, proposal.spec],
  );
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="info"
        icon
        title={t('mandates.trackRecord.proposal')}
        description={proposal.words}
        customActions={
          <Button
            size="small"
            variant="secondary"
            onPress={() => setShown(!shown)}
          >
            {shown
              ? t('mandates.trackRecord.hideProposal')
              : t('mandates.trackRecord.showProposal')}
          </Button>
        }
      />
      {shown && (
        <>
          <Data
            label={t('mandates.conditions.document')}
            value={toYaml(document)}
          />
          <Flex>
            <ProposeMandate mandate={mandate} document={document} />
          </Flex>
          <ReplaySection document={document} />
        </>
      )}
    </Flex>
  );
}
