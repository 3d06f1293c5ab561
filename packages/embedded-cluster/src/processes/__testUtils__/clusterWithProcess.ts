import { startEmbeddedCluster } from '../../startEmbeddedCluster';

/** A cluster in a process of its own, for a test that kills it. Prints its kubeconfig's parts as JSON when it is up. */
startEmbeddedCluster({ host: '127.0.0.1', processPods: true }).then(
  ({ url, token, ca }) =>
    process.stdout.write(`${JSON.stringify({ url, token, ca })}\n`),
);
