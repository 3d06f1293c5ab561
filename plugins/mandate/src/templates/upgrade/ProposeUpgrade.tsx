import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  type TemplateUpgradeView,
  upgradeChangeSets,
} from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  changeSetRouteRef,
  ErrorState,
  mandateApiRef,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../../translation';

type Proposing =
  | { readonly status: 'idle' }
  | { readonly status: 'busy' }
  | { readonly status: 'failed'; readonly error: unknown }
  | {
      readonly status: 'proposed';
      readonly sets: readonly { readonly id: string; readonly title: string }[];
      readonly changes: readonly {
        readonly id: string;
        readonly title: string;
      }[];
    };

/** Proposes the upgrade of all instances that it can be given to, as change sets with a stop rule. */
export function ProposeUpgrade({
  upgrade,
}: {
  readonly upgrade: TemplateUpgradeView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const setRoute = useRouteRef(changeSetRouteRef);
  const [state, setState] = useState<Proposing>({ status: 'idle' });
  const { sets, single } = upgradeChangeSets(upgrade);
  const propose = async () => {
    setState({ status: 'busy' });
    try {
      setState({
        status: 'proposed',
        sets: await Promise.all(sets.map(set => api.proposeSet(set))),
        changes: await Promise.all(
          single.map(({ kind, target, input, reason }) =>
            api.propose({ kind, target, input, reason }),
          ),
        ),
      });
    } catch (error) {
      setState({ status: 'failed', error });
    }
  };

  if (state.status === 'proposed') {
    return (
      <Flex direction="column" gap="2" role="status">
        <Text as="p">{t('templates.upgrading.proposed')}</Text>
        {state.sets.map(({ id, title }) =>
          setRoute ? (
            <Link key={id} href={setRoute({ id })}>
              {title}
            </Link>
          ) : (
            <Text as="p" key={id}>
              {title}
            </Text>
          ),
        )}
        {state.changes.map(({ id, title }) => (
          <ChangeLink key={id} id={id}>
            {title}
          </ChangeLink>
        ))}
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p" color="secondary">
        {t('templates.upgrading.rules')}
      </Text>
      {state.status === 'failed' && <ErrorState error={state.error} />}
      <Flex>
        <Button
          isPending={state.status === 'busy'}
          isDisabled={sets.length + single.length === 0}
          onPress={propose}
        >
          {t('templates.upgrading.propose')}
        </Button>
      </Flex>
    </Flex>
  );
}
