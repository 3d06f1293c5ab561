import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogTargetDirectory } from './CatalogTargetDirectory';

const environments = ['dev', 'prod'].map(name => ({
  name,
  title: name,
  cluster: 'one',
  namespace: '{system}-{environment}',
  production: name === 'prod',
  timeZone: 'UTC',
}));

function directory(annotations: Record<string, string>) {
  return new CatalogTargetDirectory({
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'till', namespace: 'default', annotations },
          spec: { system: 'shop' },
        },
      ],
    }),
    auth: mockServices.auth(),
    environments,
  });
}

const entityRef = 'component:default/till';

describe('CatalogTargetDirectory', () => {
  it("refuses to bind an entity in dev to production's namespace", async () => {
    await expect(
      directory({ 'mandate.dev/namespace': 'billing-prod' }).resolve({
        entityRef,
        environment: 'dev',
      }),
    ).rejects.toThrow(/environment prod, whose mandates decide/);
  });

  it('refuses an entity of a change that chooses a namespace', async () => {
    await expect(
      directory({}).resolve(
        { entityRef: 'component:default/new', environment: 'dev' },
        {
          proposedEntity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'new',
              namespace: 'default',
              annotations: { 'mandate.dev/namespace': 'kube-system' },
            },
            spec: {},
          },
        },
      ),
    ).rejects.toThrow(/cannot choose its namespace/);
  });

  it('leaves out environments in which an entity cannot be bound', async () => {
    const targets = await directory({
      'mandate.dev/namespace': 'legacy',
    }).ofEntity(entityRef);
    expect(targets).toMatchObject([
      { environment: 'prod', namespace: 'legacy' },
    ]);
  });

  it('says why an entity can be bound in no environment', async () => {
    await expect(
      directory({ 'mandate.dev/workload': 'job/x' }).ofEntity(entityRef),
    ).rejects.toThrow(/must read deployment/);
  });
});
