import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeSummary } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EntityName,
  mandateReactTranslationRef,
  OversightBadge,
  RelativeTime,
  StateBadge,
} from '@mandate/plugin-mandate-react';
import type { ReactNode } from 'react';
import styles from '../page/table.module.css';
import { LIST_ROW } from '../page/useListKeys';
import { mandateTranslationRef } from '../translation';

/** A change as a row of a table; those of a set come with their plan in a sentence. */
export type ChangeInTable = ChangeSummary & { readonly plan?: string };

/** A column of a table of changes. */
export type ChangeColumn =
  | 'position'
  | 'change'
  | 'state'
  | 'oversight'
  | 'risk'
  | 'proposer'
  | 'when'
  | 'plan';

const headings = {
  position: 'changeSets.position',
  change: 'changes.change',
  state: 'changes.state',
  oversight: 'changes.oversight',
  risk: 'changes.risk',
  proposer: 'changes.proposer',
  when: 'changes.when',
  plan: 'changeSets.plan',
} as const;

const cells: Readonly<
  Record<
    Exclude<ChangeColumn, 'change'>,
    (change: ChangeInTable, index: number) => ReactNode
  >
> = {
  position: (_, index) => index + 1,
  state: change => (
    <>
      <StateBadge state={change.state} />
      <div className={styles.hint}>{change.statusWords}</div>
    </>
  ),
  oversight: ({ oversight }) =>
    oversight && <OversightBadge oversight={oversight} />,
  risk: ({ riskLevel }) => riskLevel && <RiskLevel level={riskLevel} />,
  proposer: ({ proposer }) => <EntityName entityRef={proposer.ref} />,
  when: ({ createdAt }) => <RelativeTime at={createdAt} />,
  plan: ({ plan }) => plan,
};

function RiskLevel(props: {
  readonly level: NonNullable<ChangeSummary['riskLevel']>;
}) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return t(`risk.${props.level}`);
}

/** Changes as a table with the columns that are asked for: what and how it stands first. */
export function ChangesTable(props: {
  readonly label: string;
  readonly columns: readonly ChangeColumn[];
  readonly changes: readonly ChangeInTable[];
}) {
  const { label, columns, changes } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {t(headings[column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change, index) => (
            <tr key={change.id} {...{ [LIST_ROW]: '' }}>
              {columns.map(column =>
                column === 'change' ? (
                  <th key={column} scope="row">
                    <ChangeLink id={change.id}>{change.title}</ChangeLink>
                  </th>
                ) : (
                  <td key={column}>{cells[column](change, index)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
