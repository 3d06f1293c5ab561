import { InputError } from '@backstage/errors';

/** As Kubernetes names namespaces and pods. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** PromQL label matchers of pods: `namespace="shop",pod=~"checkout-1|checkout-2"`. */
export function podSelector(
  namespace: string,
  pods: readonly string[],
): string {
  const wrong = [namespace, ...pods].find(name => !NAME.test(name));
  if (wrong !== undefined) {
    throw new InputError(`'${wrong}' is no name of a namespace or pod.`);
  }
  const names = pods.map(name => name.replaceAll('.', '\\\\.')).join('|');
  return `namespace="${namespace}",pod=~"${names}"`;
}
