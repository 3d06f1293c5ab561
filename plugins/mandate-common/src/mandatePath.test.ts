import { mandateNameParts, mandatePath } from './mandatePath';

describe('the path of a mandate', () => {
  it.each([
    ['mandate:default/services', '/mandates/services'],
    ['services', '/mandates/services'],
    ['mandate:team/services', '/mandates/team/services'],
  ])('of %s is %s', (ref, path) => {
    expect(mandatePath(ref)).toBe(path);
  });

  it('has its namespace and name', () => {
    expect(mandateNameParts('mandate:team/services')).toEqual({
      namespace: 'team',
      name: 'services',
    });
  });
});
