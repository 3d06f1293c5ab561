import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import {
  LoadView,
  mandateApiRef,
  ReasonDialog,
  SimpleTable,
  useTrackRecord,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { KindRow } from './KindRow';
import { WiderMandate } from './WiderMandate';

/** How changes ended under a mandate, what failures took from it, and what a good record would justify. */
export function TrackRecord({ mandate }: { readonly mandate: MandateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useTrackRecord(mandate.entityRef);
  const [widening, setWidening] = useState<string>();
  return (
    <Section title={t('mandates.trackRecord.title')}>
      <LoadView load={load} lines={3}>
        {({ kinds, mayWiden }) =>
          kinds.length === 0 ? (
            <Text as="p">{t('mandates.trackRecord.none')}</Text>
          ) : (
            <Flex direction="column" gap="3">
              <SimpleTable
                label={t('mandates.trackRecord.title')}
                columns={[
                  t('mandates.trackRecord.kind'),
                  t('mandates.trackRecord.ended'),
                  t('mandates.trackRecord.rate'),
                  t('mandates.trackRecord.standing'),
                ]}
              >
                {kinds.map(record => (
                  <KindRow
                    key={record.kind}
                    record={record}
                    mayWiden={mayWiden}
                    onWiden={() => setWidening(record.kind)}
                  />
                ))}
              </SimpleTable>
              {kinds.map(
                ({ kind, proposal }) =>
                  proposal && (
                    <WiderMandate
                      key={kind}
                      mandate={mandate}
                      proposal={proposal}
                    />
                  ),
              )}
            </Flex>
          )
        }
      </LoadView>
      {widening && (
        <WidenDialog
          mandate={mandate.entityRef}
          kind={widening}
          onWidened={load.reload}
          onClose={() => setWidening(undefined)}
        />
      )}
    </Section>
  );
}

function WidenDialog(props: {
  readonly mandate: string;
  readonly kind: string;
  readonly onWidened: () => void;
  readonly onClose: () => void;
}) {
  const { mandate, kind, onWidened, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  return (
    <ReasonDialog
      title={t('mandates.trackRecord.widenTitle', { kind })}
      description={t('mandates.trackRecord.widenDescription')}
      actionLabel={t('mandates.trackRecord.widenSubmit')}
      onSubmit={async reason => {
        await api.widenMandate(mandate, { kind, reason });
        toastApi.post({
          title: t('mandates.trackRecord.widened'),
          status: 'success',
        });
        onWidened();
      }}
      onClose={onClose}
    />
  );
}
