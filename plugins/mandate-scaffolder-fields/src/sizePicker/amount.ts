const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** What a size is of. */
export type SizedResource = 'cpu' | 'memory' | 'storage';

/** Sizes people usually want, smallest first. */
export const USUAL_SIZES: Readonly<Record<SizedResource, readonly string[]>> = {
  cpu: ['50m', '100m', '250m', '500m', '1', '2', '4'],
  memory: ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi', '2Gi', '4Gi', '8Gi'],
  storage: ['1Gi', '5Gi', '10Gi', '20Gi', '50Gi', '100Gi'],
};

/** A Kubernetes quantity in cores or in GiB, as prices and limits count; undefined when it is none. */
export function amountOf(
  resource: SizedResource,
  text: string,
): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)(m|[kMGT]|[KMGT]i)?$/.exec(text);
  if (!match) {
    return undefined;
  }
  const number = Number(match[1]) * FACTORS[match[2] ?? ''];
  return resource === 'cpu' ? number : number / 2 ** 30;
}
