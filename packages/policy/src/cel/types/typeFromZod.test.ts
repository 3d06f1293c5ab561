import { z } from 'zod';
import { formatType } from './formatType';
import { typeFromZod } from './typeFromZod';

describe('typeFromZod', () => {
  const { declaration, types } = typeFromZod(
    z.object({
      level: z.enum(['low', 'high']),
      replicas: z.number().int(),
      load: z.number(),
      at: z.date(),
      size: z.bigint(),
      owner: z.string().nullable(),
      labels: z.record(z.string(), z.string()),
      targets: z.array(z.object({ name: z.string().max(63) })).max(5),
      note: z.string().optional(),
      length: z.string().transform(text => text.length),
    }),
    'Facts',
  );

  it.each([
    ['level', 'string'],
    ['replicas', 'int'],
    ['load', 'double'],
    ['at', 'timestamp'],
    ['size', 'int'],
    ['owner', 'wrapper(string)'],
    ['labels', 'map(string, string)'],
    ['targets', 'list(Facts.targets.item)'],
    ['note', 'string'],
    ['length', 'dyn'],
  ])('reads %s as %s', (field, type) => {
    const declared = types.findType('Facts')?.field(field);
    expect(declared && formatType(declared.type)).toBe(type);
  });

  it('keeps known strings and sizes', () => {
    expect(declaration.type).toEqual({ kind: 'object', name: 'Facts' });
    expect(types.findType('Facts')?.field('level')?.oneOf).toEqual([
      'low',
      'high',
    ]);
    expect(types.findType('Facts')?.field('targets')?.maximumSize).toBe(5);
  });
});
