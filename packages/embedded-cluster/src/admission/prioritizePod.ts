import { forbidden } from '../api/ApiError';
import { Pod } from '../model/workloads';
import { PODS, PRIORITY_CLASSES } from '../resources/resourceTable';
import type { AdmissionPlugin } from './Admission';

/** Gives a new pod the priority of its class, or of the class that is the default of the cluster. */
export const prioritizePod: AdmissionPlugin = (
  { type, operation, object },
  objects,
) => {
  if (type !== PODS || operation !== 'CREATE' || !object) {
    return;
  }
  // safety: PODS holds pods, and the schema was checked
  const { spec, metadata } = object as Pod;
  const classes = objects.list(PRIORITY_CLASSES);
  const wanted = spec.priorityClassName
    ? classes.find(it => it.metadata.name === spec.priorityClassName)
    : classes.find(it => it.globalDefault);
  if (spec.priorityClassName && !wanted) {
    throw forbidden(
      PODS,
      metadata.name,
      `no PriorityClass with name ${spec.priorityClassName} was found`,
    );
  }
  if (wanted) {
    spec.priorityClassName = wanted.metadata.name;
    spec.priority = wanted.value;
    spec.preemptionPolicy = wanted.preemptionPolicy ?? spec.preemptionPolicy;
  }
};
