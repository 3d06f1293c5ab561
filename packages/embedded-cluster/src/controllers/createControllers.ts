import { Controller } from './Controller';
import { deploymentController } from './deployment/deploymentController';
import { disruptionController } from './disruptionController';
import { endpointsController } from './endpointsController';
import { namespaceController } from './namespaceController';
import { createPodController } from './podController';
import { replicaSetController } from './replicaSetController';
import { createScheduler } from './scheduler';
import { statefulSetController } from './statefulSetController';

/** The controllers of one cluster; some have memory of their own, so each cluster gets new ones. */
export function createControllers(): Controller[] {
  return [
    namespaceController,
    deploymentController,
    replicaSetController,
    statefulSetController,
    createScheduler(),
    createPodController(),
    endpointsController,
    disruptionController,
  ];
}
