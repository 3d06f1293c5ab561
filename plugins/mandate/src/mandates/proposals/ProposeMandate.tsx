import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  CHANGE_MANDATE_KIND,
  type MandateView,
  PORTAL_ENVIRONMENT,
} from '@mandate/plugin-mandate-common';
import {
  changeRouteRef,
  mandateApiRef,
  ReasonDialog,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { MayPropose } from '../../page/MayPropose';
import { mandateTranslationRef } from '../../translation';
import type { MandateDocument } from '../editor/mandateDocument';

/** Proposes a document as the mandate's next version, and leads to the change that proposes it. */
export function ProposeMandate(props: {
  readonly mandate: Pick<MandateView, 'entityRef' | 'title'>;
  readonly document: MandateDocument;
  readonly label?: string;
}) {
  const { mandate, document, label } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const changeRoute = useRouteRef(changeRouteRef);
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);

  const propose = async (reason: string) => {
    const { id, title } = await api.propose({
      kind: CHANGE_MANDATE_KIND,
      target: {
        entityRef: mandate.entityRef,
        environment: PORTAL_ENVIRONMENT,
      },
      input: { action: 'put', document },
      reason,
    });
    toastApi.post({
      title: t('mandates.proposals.proposed', { title }),
      status: 'success',
    });
    if (changeRoute) {
      navigate(changeRoute({ id }));
    }
  };

  return (
    <MayPropose>
      <Button onPress={() => setIsOpen(true)}>
        {label ?? t('mandates.proposals.propose')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('mandates.proposals.title', { mandate: mandate.title })}
          description={t('mandates.proposals.description')}
          actionLabel={t('mandates.proposals.submit')}
          onSubmit={propose}
          onClose={() => setIsOpen(false)}
        />
      )}
    </MayPropose>
  );
}
