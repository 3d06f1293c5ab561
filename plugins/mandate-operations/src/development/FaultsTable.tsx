import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { BreakableCluster } from '@mandate/plugin-mandate-common';
import {
  CellHint,
  RelativeTime,
  SimpleTable,
  Status,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import {
  brokenMembers,
  mended,
  type PresetFault,
  presetFaults,
} from './faults';
import type { Breaking } from './useBreakableClusters';

/** What can be broken, what that does to the portal, and how it is now. */
export function FaultsTable(props: {
  readonly cluster: BreakableCluster;
  readonly breaking: Breaking;
}) {
  const { cluster, breaking } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <SimpleTable
      label={t('development.faults', { cluster: cluster.name })}
      columns={[
        t('development.what'),
        t('development.effect'),
        t('development.now'),
        t('development.act'),
      ]}
    >
      {presetFaults.map(fault => (
        <FaultRow
          key={fault.member}
          fault={fault}
          cluster={cluster}
          breaking={breaking}
        />
      ))}
    </SimpleTable>
  );
}

function FaultRow(props: {
  readonly fault: PresetFault;
  readonly cluster: BreakableCluster;
  readonly breaking: Breaking;
}) {
  const { cluster, breaking } = props;
  const { member, preset } = props.fault;
  const { faults, since } = cluster;
  const { t } = useTranslationRef(operationsTranslationRef);
  const isBroken = brokenMembers(faults).includes(member);
  const name = t(`development.fault.${member}.name`);
  return (
    <tr>
      <th scope="row">
        {name}
        <CellHint>{t(`development.fault.${member}.what`)}</CellHint>
      </th>
      <td>{t(`development.fault.${member}.effect`)}</td>
      <td>
        <Status tone={isBroken ? 'danger' : 'positive'}>
          {t(isBroken ? 'development.isBroken' : 'development.works')}
        </Status>
        {isBroken && (
          <CellHint>
            <RelativeTime at={since[member] ?? ''} />
            {JSON.stringify(faults[member]) !==
              JSON.stringify(preset[member]) &&
              `, ${JSON.stringify(faults[member])}`}
          </CellHint>
        )}
      </td>
      <td>
        <Button
          size="small"
          variant="secondary"
          isDisabled={breaking.isBusy}
          aria-label={t(
            isBroken ? 'development.mendThis' : 'development.breakThis',
            { name },
          )}
          onPress={() =>
            breaking.breakCluster(
              isBroken ? mended(faults, member) : { ...faults, ...preset },
            )
          }
        >
          {t(isBroken ? 'development.mend' : 'development.break')}
        </Button>
      </td>
    </tr>
  );
}
