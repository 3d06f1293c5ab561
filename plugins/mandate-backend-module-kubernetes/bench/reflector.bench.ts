import { measureConnections } from './reflector/connections';
import { measureInformer } from './reflector/informer';
import { type Figure, measureReflector } from './reflector/reflector';
import { startPodServer } from './reflector/podServer';

const PODS = 100_000;
/** The informer lists without pages: 100,000 pods are one text longer than V8 allows. */
const PODS_OF_INFORMER = 10_000;

/** Measures the reflector's memory and initial list against raw fetch and parse, and client-node's informer. */
export async function run(): Promise<readonly Figure[]> {
  const server = await startPodServer();
  try {
    return [
      ...(await measureReflector(server, PODS)),
      ...(await measureInformer(server, PODS_OF_INFORMER)),
      ...(await measureConnections(server)),
    ];
  } finally {
    server.stop();
  }
}
