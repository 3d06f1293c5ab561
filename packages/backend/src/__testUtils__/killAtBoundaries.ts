import type { Boundary } from './deployBoundaries';
import { namespaceOf } from './deployRequest';
import { eventually } from './eventually';
import { JournalStops } from './JournalStops';
import type { PortalWorld } from './PortalWorld';

export const STOP_LIMIT_MS = 180_000;

/** Something that its portal is killed in. */
interface Kill {
  readonly name: string;
  /** What the stop is called; as the workload, when absent. */
  readonly stopName?: string;
  readonly boundary: Boundary;
}

/** Has the portal do what `act` asks for, kills it when all have come to their boundary, and starts it again. */
export async function killAtBoundaries(
  world: PortalWorld,
  kills: readonly Kill[],
  act: () => Promise<void>,
): Promise<void> {
  const stops = new JournalStops({
    database: world.database,
    log: world.file('portal.log'),
  });
  const reached = kills.map(kill => stop(world, stops, kill));
  await Promise.all([act(), ...reached]);
  await world.portal.kill();
  stops.clear();
  world.door.letAllThrough();
  await world.startPortal();
}

function stop(
  world: PortalWorld,
  stops: JournalStops,
  { name, stopName = name, boundary }: Kill,
): Promise<unknown> {
  let isReached = () => stops.isReached(stopName);
  if (boundary.type === 'journal') {
    stops.add(stopName, { ...boundary, when: () => boundary.when(name) });
  } else {
    const { method } = boundary;
    const path = boundary.path(name);
    let hasStopped = false;
    isReached = () => hasStopped;
    world.door
      .stopAt({
        ...boundary,
        namespace: namespaceOf(name),
        path,
        occurrence: world.door.countOf(method, path) + boundary.occurrence,
      })
      .then(() => {
        hasStopped = true;
      });
  }
  return eventually(() => isReached() || undefined, {
    what: `${stopName} to be killed ${boundary.words}`,
    limitMs: STOP_LIMIT_MS,
  });
}
