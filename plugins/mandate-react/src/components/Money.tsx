/** Below this many units of currency the cents matter. */
const ROUND_FROM = 100;

/**
 * An amount of money: large ones rounded, with the exact one on hover. `signed` shows a plus for what is added.
 *
 * @public
 */
export function Money(props: {
  readonly amount: number;
  readonly currency: string;
  readonly signed?: boolean;
}) {
  const { amount, currency, signed } = props;
  const format = (digits?: number) =>
    new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      signDisplay: signed ? 'exceptZero' : 'auto',
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
    }).format(amount);
  return (
    <span title={format(2)}>
      {format(Math.abs(amount) >= ROUND_FROM ? 0 : 2)}
    </span>
  );
}
