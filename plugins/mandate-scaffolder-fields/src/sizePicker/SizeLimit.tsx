import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { loadedValue, useBoundaries } from '@mandate/plugin-mandate-react';
import { boundaryQuery } from '../environmentPicker/boundaryQuery';
import { scaffolderFieldsTranslationRef } from '../translation';
import type { SizedResource } from './amount';

const FIGURES = {
  cpu: 'cpuCores',
  memory: 'memoryGiB',
  storage: 'storageGiB',
} as const;

interface SizeLimitProps {
  readonly resource: SizedResource;
  /** In cores or GiB, of all copies. */
  readonly amount: number;
  readonly formData: unknown;
  readonly environmentField: string;
}

/** How the size stands to what mandates allow in the chosen environment; nothing before one is chosen. */
export function SizeLimit(props: SizeLimitProps) {
  const environment = environmentOf(props.formData, props.environmentField);
  return environment === undefined ? null : (
    <LimitWords {...props} environment={environment} />
  );
}

function LimitWords(props: SizeLimitProps & { readonly environment: string }) {
  const { resource, amount, formData, environment } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const boundaries = useBoundaries(boundaryQuery(environment, { formData }));
  const limit = loadedValue(boundaries)?.limits.find(
    ({ name }) => name === FIGURES[resource],
  );
  if (typeof limit?.limit !== 'number') {
    return null;
  }
  const isBeyond = amount > limit.limit;
  return (
    <Text
      as="p"
      color={isBeyond ? 'danger' : 'secondary'}
      role={isBeyond ? 'alert' : undefined}
    >
      {t(isBeyond ? 'size.beyond' : 'size.within', {
        amount: amount.toLocaleString(),
        limit: limit.limit.toLocaleString(),
      })}
    </Text>
  );
}

function environmentOf(formData: unknown, field: string): string | undefined {
  const value =
    typeof formData === 'object' && formData !== null
      ? Object.entries(formData).find(([name]) => name === field)?.[1]
      : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
