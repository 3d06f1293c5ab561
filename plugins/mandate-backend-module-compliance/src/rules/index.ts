import { dropAllCapabilities } from './dropAllCapabilities';
import { memoryLimit } from './memoryLimit';
import { noHostNamespaces } from './noHostNamespaces';
import { noPrivilegeEscalation } from './noPrivilegeEscalation';
import { noServiceAccountToken } from './noServiceAccountToken';
import { notPrivileged } from './notPrivileged';
import { pinnedImage } from './pinnedImage';
import { readOnlyRootFilesystem } from './readOnlyRootFilesystem';
import { readinessProbe } from './readinessProbe';
import { replicasInProduction } from './replicasInProduction';
import { resourceRequests } from './resourceRequests';
import { runAsNonRoot } from './runAsNonRoot';
import { seccompProfile } from './seccompProfile';
import type { Rule } from '../domain/rule';

/** The built-in rules, most severe first. */
export const builtInRules: readonly Rule[] = [
  notPrivileged,
  noHostNamespaces,
  runAsNonRoot,
  noPrivilegeEscalation,
  pinnedImage,
  dropAllCapabilities,
  seccompProfile,
  resourceRequests,
  memoryLimit,
  readinessProbe,
  replicasInProduction,
  readOnlyRootFilesystem,
  noServiceAccountToken,
];
