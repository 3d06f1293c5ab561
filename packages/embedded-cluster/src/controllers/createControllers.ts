import { claimController } from './claimController';
import { Controller } from './Controller';
import { createDefinitionController } from './definitionController';
import { deploymentController } from './deployment/deploymentController';
import { disruptionController } from './disruptionController';
import { endpointsController } from './endpointsController';
import { namespaceController } from './namespaceController';
import { createPodController } from './podController';
import { replicaSetController } from './replicaSetController';
import { createScheduler } from './scheduling/scheduler';
import { createAutoscalerController } from './autoscalerController';
import { cronJobController } from './cronJobController';
import { daemonSetController } from './daemonSetController';
import { jobController } from './jobController';
import { nodeController } from './nodeController';
import { quotaController } from './quotaController';
import { statefulSetController } from './statefulSetController';

/** The controllers of one cluster; some have memory of their own, so each cluster gets new ones. */
export function createControllers(): Controller[] {
  return [
    createDefinitionController(),
    namespaceController,
    deploymentController,
    replicaSetController,
    statefulSetController,
    daemonSetController,
    jobController,
    cronJobController,
    createAutoscalerController(),
    quotaController,
    claimController,
    nodeController,
    createScheduler(),
    createPodController(),
    endpointsController,
    disruptionController,
  ];
}
