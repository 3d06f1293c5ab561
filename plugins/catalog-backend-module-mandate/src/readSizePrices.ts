import type { Config } from '@backstage/config';
import type { SizePrices } from './parameterField';

/** The prices of `mandate.costs`, as the costs module reads them; none where none are configured. */
export function readSizePrices(config: Config): SizePrices {
  const costs = config.getOptionalConfig('mandate.costs');
  return {
    currency: costs?.getOptionalString('currency'),
    cpu: costs?.getOptionalNumber('prices.cpuCoreMonth'),
    memory: costs?.getOptionalNumber('prices.memoryGiBMonth'),
    storage: costs?.getOptionalNumber('prices.storageGiBMonth'),
  };
}
