import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mandateSpecSchema } from '../mandateSpec';
import { fieldMeanings, meaningOf } from './fieldMeanings';
import { mandateReference } from './mandateReference';
import { schemaFields } from './schemaFields';

const page = resolve(__dirname, '../../../../../docs/mandate-reference.md');
const paths = schemaFields(mandateSpecSchema).map(({ path }) => path);

describe('the mandate reference', () => {
  it('tells of every field what it means, and of no other', () => {
    expect(paths.filter(path => meaningOf(path) === undefined)).toEqual([]);
    expect(
      Object.keys(fieldMeanings).filter(path => !paths.includes(path)),
    ).toEqual([]);
  });

  it('is as generated (yarn workspace @mandate/policy reference)', () => {
    expect(readFileSync(page, 'utf8')).toBe(mandateReference());
  });

  it('says what fields hold', () => {
    const holds = new Map(
      schemaFields(mandateSpecSchema).map(field => [field.path, field]),
    );
    expect(holds.get('owner')).toMatchObject({ holds: 'text', required: true });
    expect(holds.get('grants[].oversight')?.holds).toBe(
      'one of `autonomous`, `notify`, `approve`, `forbid`',
    );
    expect(holds.get('grants[].approvals[].count')?.holds).toBe(
      'whole number, 1 to 20',
    );
  });
});
