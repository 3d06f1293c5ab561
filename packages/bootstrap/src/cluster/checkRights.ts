import {
  type Access,
  accessWords,
  missingAccesses,
} from '@mandate/plugin-mandate-backend-module-kubernetes';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { Trouble } from '../trouble';
import type { Place } from './Place';

/** Plurals that are not the kind with an s. */
const PLURALS: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networkpolicies',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
};

/** Throws a `Trouble` that names every right that the caller lacks, before anything is done. */
export async function checkRights(
  place: Place,
  objects: readonly ClusterObject[],
  signal: AbortSignal,
): Promise<void> {
  const missing = await missingAccesses(
    place.connection,
    neededAccesses(objects),
    signal,
  );
  if (missing.length > 0) {
    throw new Trouble(
      [
        'Whoever the kubeconfig signs in as lacks rights that are needed:',
        ...missing.map(access => `  ${accessWords(access)}`),
        'Nothing was changed. Use an administrator of the cluster, or have these granted in all namespaces.',
      ].join('\n'),
    );
  }
}

function neededAccesses(objects: readonly ClusterObject[]): readonly Access[] {
  const resources = new Set(
    objects.map(
      ({ apiVersion, kind }) =>
        `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''} ${
          PLURALS[kind] ?? `${kind.toLowerCase()}s`
        }`,
    ),
  );
  return [
    ...[...resources].flatMap(name => {
      const [group, resource] = name.split(' ');
      return ['get', 'create', 'patch'].map(verb => ({
        verb,
        group,
        resource,
      }));
    }),
    { verb: 'create', group: '', resource: 'serviceaccounts/token' },
  ];
}
