import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { ObjectKey, ResourceType } from '../resources/ResourceType';
import { PodProcesses } from '../processes/PodProcesses';
import { Faults } from '../faults/Faults';
import { Simulation } from '../simulation/Simulation';
import { SimulationTiming } from '../simulation/SimulationTiming';
import { EventRecorder } from './EventRecorder';

/** What controllers work with. */
export interface ControllerContext {
  readonly objects: ObjectApi;
  readonly events: EventRecorder;
  readonly timing: SimulationTiming;
  readonly simulation: Simulation;
  readonly faults: Faults;
  /** Containers that are processes, where that is allowed. */
  readonly processes?: PodProcesses;
  now(): Date;
}

/**
 * Brings one kind of object from what is to what is wanted. Level-triggered: `reconcile` looks at the state as it is now and may
 * run at any time and any number of times.
 */
export interface Controller {
  /** Field manager and component of its events. */
  readonly name: string;
  /** The kinds whose changes concern it, with the keys to reconcile after a change. */
  readonly watches: readonly Watch[];
  /** Brings one object forward. Returns after how many milliseconds to look again, if time alone changes something. */
  reconcile(key: ObjectKey, context: ControllerContext): number | void;
}

/** One kind that a controller watches. */
export interface Watch {
  readonly type: ResourceType;
  /** Keys to reconcile when `object` changed; its own key without this. */
  readonly concerns?: (
    object: KubernetesObject,
    objects: ObjectApi,
  ) => ObjectKey[];
}
