import {
  ensureObject,
  hasMembers,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
} from '../jsonObject';
import { type Amount, readAmount, writeAmount } from '../quantity';

/** Amounts by the name of the resource. */
type Amounts = ReadonlyMap<string, Amount>;
type Resources = 'requests' | 'limits';

const hugePages = 'hugepages-';
const shared = ['cpu', 'memory'];

/**
 * Resources that a pod states for all its containers together: huge pages are limited to what the containers may use,
 * and requests follow from the containers' requests, else from the pod's limits. Runs after the containers' defaults.
 */
export function defaultPodResources(spec: JsonObject): void {
  const resources = objectAt(spec, 'resources');
  if (!resources) {
    return;
  }
  if (hasMembers(resources.limits) || hasMembers(resources.requests)) {
    limitHugePages(spec, resources);
  }
  if (hasMembers(resources.limits)) {
    const requests = ensureObject(resources, 'requests');
    for (const [name, amount] of ofAllContainers(spec, 'requests')) {
      if (shared.includes(name)) {
        setDefault(requests, name, writeAmount(amount));
      }
    }
    for (const [name, limit] of Object.entries(
      objectAt(resources, 'limits') ?? {},
    )) {
      if (shared.includes(name) || name.startsWith(hugePages)) {
        setDefault(requests, name, limit);
      }
    }
  }
}

function limitHugePages(spec: JsonObject, resources: JsonObject): void {
  const requests = objectAt(resources, 'requests');
  for (const [name, amount] of ofAllContainers(spec, 'limits')) {
    if (name.startsWith(hugePages) && requests?.[name] === undefined) {
      setDefault(ensureObject(resources, 'limits'), name, writeAmount(amount));
    }
  }
}

/**
 * What the containers need at once: all of them with their sidecars, or an init container with the sidecars before it,
 * whichever is more.
 */
function ofAllContainers(spec: JsonObject, resources: Resources): Amounts {
  let running: Amounts = new Map();
  for (const container of objectsAt(spec, 'containers')) {
    running = sum(running, ofContainer(container, resources));
  }
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of objectsAt(spec, 'initContainers')) {
    const own = ofContainer(container, resources);
    if (container.restartPolicy === 'Always') {
      running = sum(running, own);
      sidecars = sum(sidecars, own);
      starting = greatest(starting, sidecars);
    } else {
      starting = greatest(starting, sum(own, sidecars));
    }
  }
  return greatest(running, starting);
}

function ofContainer(container: JsonObject, resources: Resources): Amounts {
  const stated = objectAt(objectAt(container, 'resources'), resources) ?? {};
  return new Map(
    Object.entries(stated).flatMap(([name, value]): [string, Amount][] => {
      const amount = readAmount(value);
      return amount === undefined ? [] : [[name, amount]];
    }),
  );
}

/** A sum is written like its first part that is not zero. */
function sum(one: Amounts, other: Amounts): Amounts {
  return merge(one, other, (a, b) => ({
    nanos: a.nanos + b.nanos,
    format: a.nanos === 0n ? b.format : a.format,
  }));
}

function greatest(one: Amounts, other: Amounts): Amounts {
  return merge(one, other, (a, b) => (b.nanos > a.nanos ? b : a));
}

function merge(
  one: Amounts,
  other: Amounts,
  combine: (a: Amount, b: Amount) => Amount,
): Amounts {
  const merged = new Map(one);
  for (const [name, amount] of other) {
    const present = merged.get(name);
    merged.set(name, present ? combine(present, amount) : amount);
  }
  return merged;
}
