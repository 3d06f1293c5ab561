import type { IssuedKubeconfig } from '../accounts/issueKubeconfigs';
import type { Verification } from '../cluster/verifyFoundation';

/** What came of a bootstrap, for the person at the terminal. It holds no token and no password. */
export function summaryWords(result: {
  readonly applied: number;
  readonly verification: Verification;
  readonly kubeconfigs: readonly IssuedKubeconfig[];
  readonly pipeline: string;
  readonly madePassword: boolean;
}): string {
  const { applied, verification, kubeconfigs } = result;
  const { objects, asPlanned, faults } = verification;
  return [
    '',
    applied === 0 ? 'Nothing was changed.' : `${applied} objects were applied.`,
    `Verified: ${asPlanned} of ${objects} objects are as planned.`,
    ...(result.madePassword
      ? [
          'Grafana has a new random password: kubectl get secret grafana-admin -n monitoring -o yaml shows it.',
        ]
      : []),
    ...kubeconfigs.map(kubeconfigLine),
    `Pipeline: ${result.pipeline}`,
    ...faults.map(fault => `Not well: ${fault}`),
  ].join('\n');
}

function kubeconfigLine({
  account,
  path,
  expires,
  missing,
}: IssuedKubeconfig): string {
  const state = expires ? `new, until ${expires}` : 'as it was, and works';
  return missing.length === 0
    ? `Kubeconfig of the ${account}: ${path} (${state})`
    : `Not well: the ${account} may not ${missing.join(', ')}.`;
}
