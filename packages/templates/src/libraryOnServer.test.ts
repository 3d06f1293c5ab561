/** @jest-environment node */
import { randomUUID } from 'node:crypto';
import { renderTemplate } from './rendering/renderTemplate';
import { templateDigest } from './templateDigest';
import { ApiServer } from './__testUtils__/apiServer';
import { LIBRARY_NAMES, libraryTemplate } from './__testUtils__/library';
import { parameterSets } from './__testUtils__/parameterSets';
import { ServerRecord, writeServerRecord } from './__testUtils__/serverRecord';

jest.setTimeout(300_000);

/** Defaults, extremes and ten random sets: all of them on the embedded cluster take minutes. */
const SETS_ON_EMBEDDED = 13;

const namespace = `library-${randomUUID().slice(0, 8)}`;
const accepted: Record<string, ServerRecord['templates'][string]> = {};
let server: ApiServer;

beforeAll(async () => {
  server = await ApiServer.start();
  await server.createNamespace(namespace, 'restricted');
});

afterAll(async () => {
  if (server?.isReal && Object.keys(accepted).length === LIBRARY_NAMES.length) {
    writeServerRecord({ version: await server.version(), templates: accepted });
  }
  await server?.deleteNamespace(namespace);
  await server?.stop();
});

/**
 * On the control plane that `MANDATE_TEST_KUBECONFIG` names all kinds are checked, and the result is recorded for the
 * library's page; the embedded cluster checks the kinds that it serves.
 */
describe.each(LIBRARY_NAMES)('the library template %s', name => {
  it('renders objects that an API server accepts in a dry run', async () => {
    const template = libraryTemplate(name);
    const refused: string[] = [];
    let objects = 0;
    const sets = parameterSets(template);
    for (const set of server.isReal ? sets : sets.slice(0, SETS_ON_EMBEDDED)) {
      const rendered = renderTemplate({
        template,
        instance: { name: 'checkout', namespace },
        values: set.values,
      });
      if (!rendered.ok) {
        throw new Error(`${set.name}: ${rendered.problems[0].message}`);
      }
      for (const object of rendered.objects) {
        const result = await server.dryRun(object);
        if (result.outcome === 'accepted') {
          objects += 1;
        } else if (result.outcome === 'refused' || server.isReal) {
          refused.push(
            `${set.name} ${object.kind}: ${
              result.outcome === 'refused' ? result.message : result.outcome
            }`,
          );
        }
      }
    }
    expect(refused).toEqual([]);
    accepted[name] = { digest: templateDigest(template), objects };
  });
});
