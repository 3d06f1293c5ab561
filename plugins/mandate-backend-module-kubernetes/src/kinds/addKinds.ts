import type { MandateChangeKindsExtensionPoint } from '@mandate/plugin-mandate-node';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { configureKind } from './configure/configureKind';
import { deleteKind } from './delete/deleteKind';
import { deployKind } from './deploy/deployKind';
import type { KubernetesKindOptions } from './KubernetesKindOptions';
import { adoptKind } from './drift/adoptKind';
import { ignoreDriftKind } from './drift/ignoreDriftKind';
import { reapplyKind } from './drift/reapplyKind';
import { cordonKind } from './nodes/cordonKind';
import { drainKind } from './nodes/drainKind';
import { quotaKind } from './quota/quotaKind';
import { resizeKind } from './resize/resizeKind';
import { restartKind } from './restart/restartKind';
import { rollingDeployKind } from './rolling/rollingDeployKind';
import { rollbackKind } from './rollback/rollbackKind';
import { scaleKind } from './scale/scaleKind';

/** Adds all kinds of this module. */
export function addKinds(
  changeKinds: MandateChangeKindsExtensionPoint,
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): void {
  changeKinds.addChangeKind(deployKind(options));
  changeKinds.addChangeKind(rollingDeployKind(options));
  changeKinds.addChangeKind(restartKind(options));
  changeKinds.addChangeKind(scaleKind(options));
  changeKinds.addChangeKind(rollbackKind(options));
  changeKinds.addChangeKind(configureKind(options));
  changeKinds.addChangeKind(resizeKind(options));
  changeKinds.addChangeKind(deleteKind(options));
  changeKinds.addChangeKind(quotaKind(options));
  changeKinds.addChangeKind(reapplyKind(options));
  changeKinds.addChangeKind(adoptKind(options));
  changeKinds.addChangeKind(ignoreDriftKind(options));
  changeKinds.addChangeKind(cordonKind(options));
  changeKinds.addChangeKind(drainKind(options));
}
