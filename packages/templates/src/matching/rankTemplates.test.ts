import { LIBRARY_NAMES, libraryTemplate } from '../__testUtils__/library';
import { rankTemplates } from './rankTemplates';

const templates = LIBRARY_NAMES.map(libraryTemplate);

describe('rankTemplates', () => {
  it.each([
    ['a PostgreSQL database', 'postgresql-database'],
    ['I need a web page served by nginx', 'web-service'],
    ['something that runs Node.js', 'nodejs-service'],
  ])('finds for "%s" the template %s first', (words, name) => {
    expect(rankTemplates({ words }, templates)[0]).toMatchObject({
      name,
      branch: 'standard',
      reasons: expect.arrayContaining([expect.stringContaining('“')]),
    });
  });

  it('says which branch the wanted values lead to', () => {
    const branchFor = (memory: string) =>
      rankTemplates({ words: 'postgresql', values: { memory } }, templates)[0]
        .branch;
    expect(branchFor('1Gi')).toBe('standard');
    expect(branchFor('900Gi')).toBe('modified-beyond');
  });

  it('counts a wanted parameter that is not there', () => {
    const [with_] = rankTemplates(
      { words: 'postgresql', values: { partitions: 3 } },
      templates,
    );
    const [without] = rankTemplates({ words: 'postgresql' }, templates);
    expect(with_.fit).toBeLessThan(without.fit);
    expect(with_).toMatchObject({
      values: {},
      reasons: expect.arrayContaining(['It has no parameter partitions.']),
    });
  });

  it('takes the only parameter whose name ends so for one that is not there', () => {
    const [{ values }] = rankTemplates(
      { words: 'ETL pipeline', values: { schedule: '0 3 * * *' } },
      templates,
    );
    expect(Object.keys(values)).toEqual([
      expect.stringMatching(/[sS]chedule$/),
    ]);
  });

  it('finds nothing for words that no template has', () => {
    expect(rankTemplates({ words: 'quantum teleporter' }, templates)).toEqual(
      [],
    );
  });
});
