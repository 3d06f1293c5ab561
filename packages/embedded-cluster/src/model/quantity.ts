import { canonicalQuantity, quantityNumber } from '@mandate/policy';

/** A quantity such as `100m` or `1Gi` as a number of its base unit (processors, bytes); 0 for what is none. */
export function quantityOf(text: string | number | undefined): number {
  return (text !== undefined && quantityNumber(text)) || 0;
}

/** An amount as the API writes it: bytes in powers of two, everything else in thousandths. */
export function formatQuantity(resource: string, amount: number): string {
  const isBytes = /memory|storage|hugepages/.test(resource);
  return isBytes && Number.isInteger(amount / 1024)
    ? String(canonicalQuantity(`${amount / 1024}Ki`))
    : String(canonicalQuantity(`${Math.round(amount * 1000)}m`));
}
