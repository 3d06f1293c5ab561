import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Risk, RiskFactor } from '@mandate/plugin-mandate-common';
import { VisuallyHidden } from '@backstage/ui';
import { mandateReactTranslationRef } from '../translation';
import styles from './RiskBar.module.css';

const CELLS = [0, 1, 2, 3, 4];

/** The bar says what the word says; how near the next level it is stands in the tooltip. */
const FILLED: Readonly<Record<Risk['level'], number>> = {
  low: 1,
  medium: 3,
  high: 5,
};

/**
 * The level of a risk as a word and a bar of five.
 *
 * @public
 */
export function RiskBar({ risk }: { readonly risk: Risk }) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const level = t(`risk.${risk.level}`);
  const percent = String(Math.round(risk.score * 100));
  return (
    <span
      className={`${styles.risk} ${styles[risk.level]}`}
      title={t('risk.label', { level, percent })}
    >
      <span>{level}</span>
      <span className={styles.bar} aria-hidden>
        {CELLS.map(cell => (
          <span
            key={cell}
            className={
              cell < FILLED[risk.level]
                ? `${styles.cell} ${styles.filled}`
                : styles.cell
            }
          />
        ))}
      </span>
    </span>
  );
}

const signs: Readonly<Record<RiskFactor['effect'], string>> = {
  raises: '+',
  lowers: '−',
  neutral: '·',
};

/** A factor of this weight fills its bar; few reach it. */
const FULL_WEIGHT = 0.4;

/**
 * The reasons for a risk, each in words with a bar as long as it weighs; what weighs most comes first.
 *
 * @public
 */
export function RiskFactors(props: {
  readonly factors: readonly RiskFactor[];
}) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const sorted = [...props.factors].sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight),
  );
  return (
    <ul className={styles.factors}>
      {sorted.map(factor => (
        <li key={factor.id} className={styles[factor.effect]}>
          <span className={styles.sign} aria-hidden>
            {signs[factor.effect]}
          </span>
          <span className={styles.weight} aria-hidden>
            <span style={{ width: `${shareOf(factor)}%` }} />
          </span>
          <div>
            {factor.words}
            <VisuallyHidden>, {t(`risk.${factor.effect}`)}</VisuallyHidden>
          </div>
        </li>
      ))}
    </ul>
  );
}

function shareOf({ weight }: RiskFactor): number {
  return Math.min(100, Math.round((Math.abs(weight) / FULL_WEIGHT) * 100));
}
