/** @jest-environment node */
import { parse } from 'yaml';
import { renderTemplate } from './rendering/renderTemplate';
import { ApiServer } from './__testUtils__/apiServer';
import {
  LIBRARY_NAMES,
  libraryTemplate,
  readLibraryFile,
} from './__testUtils__/library';

jest.setTimeout(120_000);

/** Its nodes run nothing else, and a test's cluster has none of them. */
const NEEDS_OWN_NODES = ['payment-processor'];

const given = process.env.MANDATE_TEST_KUBECONFIG;
let server: ApiServer;

beforeAll(async () => {
  // On simulated nodes of a real control plane, volumes stay pending: there, the dry runs must do.
  delete process.env.MANDATE_TEST_KUBECONFIG;
  server = await ApiServer.start();
});
afterAll(async () => {
  await server?.stop();
  if (given !== undefined) {
    process.env.MANDATE_TEST_KUBECONFIG = given;
  }
});

describe.each(LIBRARY_NAMES)('an instance of the library template %s', name => {
  it('is made on the embedded cluster, in a restricted namespace, and its pods become ready', async () => {
    const namespace = `instance-${name}`;
    await server.createNamespace(namespace, 'restricted');
    const { values } = parse(
      readLibraryFile(name, 'golden/defaults.input.yaml'),
    );
    const rendered = renderTemplate({
      template: libraryTemplate(name),
      instance: { name: 'checkout', namespace },
      values,
    });
    const objects = rendered.ok ? rendered.objects : [];
    expect(objects).not.toEqual([]);
    for (const object of objects) {
      expect(await server.apply(object)).toEqual({ outcome: 'accepted' });
    }
    const wanted = objects.some(({ kind }) =>
      ['Deployment', 'StatefulSet'].includes(kind),
    );
    if (wanted && !NEEDS_OWN_NODES.includes(name)) {
      await allReady(namespace);
    }
  });
});

async function allReady(namespace: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const pods = await server.podsReady(namespace);
    const waiting = [...pods].filter(([, ready]) => !ready);
    if (pods.size > 0 && waiting.length === 0) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(
        `Not ready in ${namespace}: ${waiting.map(([pod]) => pod).join(', ')}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
