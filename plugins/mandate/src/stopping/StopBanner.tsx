import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  automationStopPermission,
  type KillSwitchView,
} from '@mandate/plugin-mandate-common';
import {
  EntityName,
  loadedValue,
  mandateApiRef,
  ReasonDialog,
  RelativeTime,
  useEngagedKillSwitches,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { UnreadState } from '../page/UnreadState';
import { mandateTranslationRef } from '../translation';

/** Who stopped automation, why, since when, and for those who may, how to let it go on; nothing while nothing is stopped. */
export function StopBanner() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useEngagedKillSwitches();
  const engaged = loadedValue(load) ?? [];
  if (engaged.length === 0) {
    return <UnreadState load={load} title={t('unread.stops')} />;
  }
  return (
    <Flex
      direction="column"
      gap="2"
      role="region"
      aria-label={t('stopping.region')}
    >
      {engaged.map(killSwitch => (
        <StoppedAlert
          key={killSwitch.id}
          killSwitch={killSwitch}
          onLifted={load.reload}
        />
      ))}
    </Flex>
  );
}

function StoppedAlert(props: {
  readonly killSwitch: KillSwitchView;
  readonly onLifted: () => void;
}) {
  const { killSwitch, onLifted } = props;
  const { id, words, reason, engagedBy, engagedAt, waiting } = killSwitch;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const { allowed } = usePermission({ permission: automationStopPermission });
  const [isAsking, setIsAsking] = useState(false);

  const lift = async (why: string) => {
    await api.liftKillSwitch(id, { reason: why });
    toastApi.post({ title: t('stopping.lifted'), status: 'success' });
    onLifted();
  };

  return (
    <>
      <Alert
        status="danger"
        icon
        role="status"
        title={t('stopping.banner', { words })}
        description={
          <>
            {t('stopping.why', { reason })} {t('stopping.who')}{' '}
            <EntityName entityRef={engagedBy} /> <RelativeTime at={engagedAt} />
            . {t('stopping.waiting', { count: waiting })}{' '}
            {t('stopping.meanwhile')}
          </>
        }
        customActions={
          allowed && (
            <Button variant="secondary" onPress={() => setIsAsking(true)}>
              {t('stopping.lift')}
            </Button>
          )
        }
      />
      {isAsking && (
        <ReasonDialog
          title={t('stopping.liftTitle')}
          description={t('stopping.liftDescription')}
          actionLabel={t('stopping.liftSubmit')}
          onSubmit={lift}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
