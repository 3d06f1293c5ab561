import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateRef,
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

/** How a version is taken out of use: for new instances, or for all. */
type Way = 'deprecate' | 'withdraw';

/** Proposes that a version may not be used any more, with the reason; whom it concerns is said before. */
export function TakeOutOfUse(props: {
  readonly name: string;
  readonly digest: string;
  /** What is still possible: a deprecated version can only be withdrawn. */
  readonly ways: readonly Way[];
  /** How many instances have the version. */
  readonly instanceCount: number;
}) {
  const { name, digest, ways, instanceCount } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const changeRoute = useRouteRef(changeRouteRef);
  const navigate = useNavigate();
  const [way, setWay] = useState<Way>();
  const propose = async (reason: string) => {
    if (way === undefined) {
      return;
    }
    const { id } = await api.propose({
      kind: APPROVE_TEMPLATE_KIND,
      target: { entityRef: templateRef(name), environment: PORTAL_ENVIRONMENT },
      input: { action: way, digest, reason: reason.slice(0, 1_000) },
      reason,
    });
    if (changeRoute) {
      navigate(changeRoute({ id }));
    }
  };
  return (
    <MayPropose>
      <Flex gap="2">
        {ways.map(one => (
          <Button
            key={one}
            variant="secondary"
            size="small"
            onPress={() => setWay(one)}
          >
            {t(`templates.outOfUse.${one}`)}
          </Button>
        ))}
        {way && (
          <ReasonDialog
            title={t(`templates.outOfUse.${way}Title`, { name })}
            description={
              <>
                {t(`templates.outOfUse.${way}Meaning`)}{' '}
                {t('templates.outOfUse.instances', { count: instanceCount })}
              </>
            }
            actionLabel={t('templates.outOfUse.propose')}
            destructive={way === 'withdraw'}
            onSubmit={propose}
            onClose={() => setWay(undefined)}
          />
        )}
      </Flex>
    </MayPropose>
  );
}
