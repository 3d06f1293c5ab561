import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { user } from '../../testing/exampleEntities';
import { CatalogPeopleDirectory } from './PeopleDirectory';

it('knows every group of a person, however many', async () => {
  const groups = Array.from({ length: 101 }, (_, index) => `team-${index}`);
  const people = new CatalogPeopleDirectory({
    catalog: catalogServiceMock({ entities: [user('pia', groups)] }),
    auth: mockServices.auth(),
  });
  const found = await people.groupsOf(['user:default/pia']);
  expect(found.get('user:default/pia')).toContain('group:default/team-100');
});
