import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  changeProposePermission,
  type ConfigurationChangeInput,
  type ConfigurationView,
  type TargetReference,
} from '@mandate/plugin-mandate-common';
import { LoadView, Status } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { EditDialog } from '../edit/EditDialog';
import { useConfiguration } from '../load/queries';
import { configurationTranslationRef } from '../translation';
import { CompareSection } from './CompareSection';
import { HistorySection } from './HistorySection';
import { ProblemList } from './ProblemList';
import { ProposeDialog } from './ProposeDialog';
import { StandingLine } from './StandingLine';
import { ValueTable } from './ValueTable';

const views = ['values', 'compare', 'history'] as const;
type View = (typeof views)[number];

/** What is open above the page. */
type Open =
  | { readonly type: 'edit' }
  | {
      readonly type: 'propose';
      readonly title: string;
      readonly input: ConfigurationChangeInput;
    };

/** One environment: whether it is applied, the values, a comparison and the history, and what one can propose. */
export function TargetConfiguration(props: {
  readonly target: TargetReference;
  readonly name: string;
  readonly environments: readonly string[];
}) {
  const { target, name, environments } = props;
  const { environment } = target;
  const { t } = useTranslationRef(configurationTranslationRef);
  const load = useConfiguration(target);
  const { allowed } = usePermission({ permission: changeProposePermission });
  const [open, setOpen] = useState<Open>();
  const [parameters, setParameters] = useSearchParams();
  const view = viewOf(parameters.get('view'));
  const setView = (next: View) =>
    setParameters(
      before => {
        const all = new URLSearchParams(before);
        all.set('view', next);
        return all;
      },
      { replace: true },
    );
  return (
    <LoadView load={load} lines={9}>
      {configuration => (
        <Flex direction="column" gap="4">
          <Flex justify="between" align="start" gap="4">
            <StandingLine
              environment={environment}
              standing={configuration.standing}
            />
            {allowed && (
              <Actions
                configuration={configuration}
                name={name}
                onOpen={setOpen}
              />
            )}
          </Flex>
          <RemoteLine configuration={configuration} />
          <ProblemList problems={configuration.problems} />
          <ProblemList problems={configuration.notices} areNotices />
          <ToggleButtonGroup
            aria-label={t('views')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view]}
            onSelectionChange={keys => setView(viewOf([...keys][0]))}
          >
            {views.map(one => (
              <ToggleButton key={one} id={one}>
                {t(`${one}.tab`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {view === 'values' && <ValueTable configuration={configuration} />}
          {view === 'compare' && (
            <CompareSection target={target} environments={environments} />
          )}
          {view === 'history' && (
            <HistorySection
              target={target}
              onRollBack={
                allowed
                  ? ({ commit }) =>
                      setOpen({
                        type: 'propose',
                        title: t('propose.rollBackTitle', {
                          name,
                          environment,
                        }),
                        input: { action: 'roll-back', to: commit },
                      })
                  : undefined
              }
            />
          )}
          {open?.type === 'edit' && (
            <EditDialog
              configuration={configuration}
              name={name}
              onClose={() => setOpen(undefined)}
            />
          )}
          {open?.type === 'propose' && (
            <ProposeDialog
              title={open.title}
              target={target}
              input={open.input}
              onClose={() => setOpen(undefined)}
            />
          )}
        </Flex>
      )}
    </LoadView>
  );
}

function viewOf(key: unknown): View {
  return views.find(view => view === key) ?? 'values';
}

function Actions(props: {
  readonly configuration: ConfigurationView;
  readonly name: string;
  readonly onOpen: (open: Open) => void;
}) {
  const { configuration, name, onOpen } = props;
  const { environment, standing } = configuration;
  const { t } = useTranslationRef(configurationTranslationRef);
  const propose = (action: 'apply' | 'adopt') =>
    onOpen({
      type: 'propose',
      title: t(`propose.${action}Title`, { name, environment }),
      input: { action },
    });
  return (
    <Flex gap="2">
      {standing.state === 'drifted' && (
        <Button variant="secondary" onPress={() => propose('adopt')}>
          {t('propose.adopt')}
        </Button>
      )}
      {standing.state !== 'in-step' && standing.state !== 'unknown' && (
        <Button variant="secondary" onPress={() => propose('apply')}>
          {standing.state === 'drifted'
            ? t('propose.reapply')
            : t('propose.apply')}
        </Button>
      )}
      <Button onPress={() => onOpen({ type: 'edit' })}>{t('edit.open')}</Button>
    </Flex>
  );
}

/** Said only when the remote does not have what is here: all else is as it should be. */
function RemoteLine(props: { readonly configuration: ConfigurationView }) {
  const { remote } = props.configuration;
  const { t } = useTranslationRef(configurationTranslationRef);
  return remote && remote.state !== 'in-step' ? (
    <Flex direction="column" gap="1">
      <Status tone="warning">{t('remote')}</Status>
      <Text as="p">{remote.words}</Text>
    </Flex>
  ) : null;
}
