import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { ObjectApi, ObjectApiEnvironment } from './api/ObjectApi';
import { Clock, SYSTEM_CLOCK } from './clock/Clock';
import {
  createCertificate,
  ServerCertificate,
  serverCertificate,
} from './certificate';
import { bootstrapCluster } from './controllers/bootstrapCluster';
import { ControllerRunner } from './controllers/ControllerRunner';
import { createControllers } from './controllers/createControllers';
import { EventRecorder } from './controllers/EventRecorder';
import { GarbageCollector } from './controllers/garbageCollector';
import { FaultPlan, faultPlanSchema } from './faults/faultPlan';
import { Faults } from './faults/Faults';
import { createHttpHandler } from './http/createHttpHandler';
import { formatKubeconfig } from './kubeconfig';
import { ContainerRuns } from './metrics/ContainerRuns';
import { PodProcesses } from './processes/PodProcesses';
import { ResourceRegistry } from './resources/ResourceRegistry';
import { RESOURCE_TABLE } from './resources/resourceTable';
import { ImageProfile } from './simulation/imageProfiles';
import { Simulation } from './simulation/Simulation';
import {
  DEFAULT_TIMING,
  SimulationTiming,
} from './simulation/SimulationTiming';
import { MemoryStorage } from './storage/MemoryStorage';
import { ObjectFile } from './storage/ObjectFile';
import { ObjectStore } from './storage/ObjectStore';
import { Storage } from './storage/Storage';

/**
 * How an embedded cluster is started.
 *
 * @public
 */
export interface EmbeddedClusterOptions {
  /** SQLite file that keeps everything; in memory without it. Token and certificate live in it, too. */
  readonly dataFile?: string;
  /** TCP port on 127.0.0.1; a free one without it. */
  readonly port?: number;
  /** Only loopback is served. */
  readonly host: '127.0.0.1';
  /** Name of cluster, context and user in the kubeconfig; `embedded` without it. */
  readonly name?: string;
  /** Bearer token; kept from the data file, or made up, without it. */
  readonly token?: string;
  /** How long simulated things take, where it differs from {@link DEFAULT_TIMING}. */
  readonly timing?: Partial<SimulationTiming>;
  /** How containers of some images behave; looked at before the built-in profiles. */
  readonly profiles?: readonly ImageProfile[];
  /**
   * Lets pods run commands on this machine, with all rights of this process: those whose template has the annotation
   * {@link PROCESS_ANNOTATION}. Off without it, as whoever may create pods may then do what you may.
   */
  readonly processPods?: boolean;
  /** Where controllers have the time from; the machine's without it. Tests accelerate it with a {@link SteppedClock}. */
  readonly clock?: Clock;
  /** Told about internal errors; Backstage's logger and `console` both fit. */
  readonly logger?: { error(message: string): void };
}

/**
 * A running cluster.
 *
 * @public
 */
export interface EmbeddedCluster {
  readonly url: string;
  readonly token: string;
  /** The certificate authority to trust, PEM. */
  readonly ca: string;
  /** The kubeconfig as YAML. */
  kubeconfig(): string;
  /** Writes the kubeconfig, readable by its owner only. */
  writeKubeconfig(path: string): void;
  /** Breaks what the plan says, and mends everything else; an empty plan mends all. */
  breakOnPurpose(plan: FaultPlan): void;
  /** Forgets the watch history, so that older resource versions are expired (410). For tests. */
  forgetHistory(): void;
  /** Ends server and controllers, cuts connections and closes the file. */
  close(): Promise<void>;
}

/** As long as a real API server's: clients take a connection up again that they have not used for a while. */
const KEEP_ALIVE_MS = 180_000;
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Starts a Kubernetes API server with simulated nodes on loopback.
 *
 * @throws Error when the data file is in use or unreadable, or the port is taken; the message says what to do
 *
 * @public
 */
export async function startEmbeddedCluster(
  options: EmbeddedClusterOptions,
): Promise<EmbeddedCluster> {
  const report = (message: string, cause: unknown) =>
    options.logger?.error(
      `${message}: ${cause instanceof Error ? cause.stack : String(cause)}`,
    );
  const storage = options.dataFile
    ? ObjectFile.open(options.dataFile)
    : new MemoryStorage();
  const token = rememberedToken(storage, options.token);
  const { certificate, privateKey } = await rememberedCertificate(storage);
  const faults = new Faults();
  const clock = options.clock ?? SYSTEM_CLOCK;
  const environment = systemEnvironment(faults, clock);
  const simulation = new Simulation(options.profiles);
  const objects = new ObjectApi(
    new ObjectStore(RESOURCE_TABLE, storage),
    environment,
    new ResourceRegistry(),
  );
  const runs = new ContainerRuns(objects, simulation);
  const processes = options.processPods
    ? new PodProcesses(environment.now)
    : undefined;
  const server = createServer(
    {
      cert: certificate,
      key: privateKey,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    createHttpHandler(objects, { simulation, faults, runs, processes }, token, {
      error: report,
    }),
  );
  try {
    await listen(server, options.port ?? 0, options.host);
  } catch (error) {
    storage.close();
    throw error;
  }

  bootstrapCluster(objects);
  const collector = new GarbageCollector(objects, report);
  const runner = new ControllerRunner(
    createControllers(),
    {
      objects,
      events: new EventRecorder(objects),
      timing: { ...DEFAULT_TIMING, ...options.timing },
      simulation,
      faults,
      processes,
      now: environment.now,
    },
    report,
    clock,
  );
  clock.watchWork?.(() => runner.isIdle() && collector.isIdle());

  // safety: a server that listens on TCP has an address with a port
  const { port } = server.address() as AddressInfo;
  const url = `https://${options.host}:${port}`;
  const kubeconfig = () =>
    formatKubeconfig({
      name: options.name ?? 'embedded',
      url,
      token,
      ca: certificate,
    });
  return {
    url,
    token,
    ca: certificate,
    kubeconfig,
    writeKubeconfig: path => {
      writeFileSync(path, kubeconfig(), { mode: 0o600 });
      chmodSync(path, 0o600);
    },
    breakOnPurpose: plan => faults.replace(faultPlanSchema.parse(plan)),
    forgetHistory: () => objects.store.forgetHistory(),
    close: async () => {
      runner.stop();
      collector.stop();
      runs.stop();
      await processes?.close();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      storage.close();
    },
  };
}

function rememberedToken(storage: Storage, given: string | undefined): string {
  const token =
    given ?? storage.setting('token') ?? randomBytes(32).toString('base64url');
  storage.setSetting('token', token);
  return token;
}

async function rememberedCertificate(
  storage: Storage,
): Promise<ServerCertificate> {
  const stored = storage.setting('certificate');
  if (stored) {
    return serverCertificate.parse(JSON.parse(stored));
  }
  const created = await createCertificate(new Date());
  storage.setSetting('certificate', JSON.stringify(created));
  return created;
}

function systemEnvironment(faults: Faults, clock: Clock): ObjectApiEnvironment {
  return {
    now: () => new Date(clock.nowMs() + (faults.current.clockOffsetMs ?? 0)),
    uuid: randomUUID,
    randomSuffix: length =>
      Array.from(
        { length },
        () => SUFFIX_ALPHABET[randomInt(SUFFIX_ALPHABET.length)],
      ).join(''),
  };
}

async function listen(
  server: Server,
  port: number,
  host: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} on ${host} is taken, so the embedded cluster cannot listen there. Stop the process that holds it, or give another port.`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}
