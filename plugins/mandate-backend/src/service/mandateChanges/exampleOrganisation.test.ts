import { mandateSpecSchema } from '@mandate/policy';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

const examples = resolve(__dirname, '../../../../../examples');
const read = (file: string) => readFileSync(join(examples, file), 'utf8');

const userSchema = z.object({
  kind: z.literal('User'),
  spec: z.object({ memberOf: z.array(z.string()) }),
});

/** How many people a group of the example organisation has. */
function sizeOf(group: string): number {
  return parseAllDocuments(read('organisation/organisation.yaml'))
    .map(document => userSchema.safeParse(document.toJS()))
    .filter(
      ({ data }) =>
        data?.spec.memberOf.includes(group.replace('group:default/', '')) ??
        false,
    ).length;
}

it('whoever approves changes of mandates has two people, for a version whose authors nobody knows', () => {
  const owners = readdirSync(join(examples, 'mandates')).map(
    file => mandateSpecSchema.parse(parse(read(`mandates/${file}`)).spec).owner,
  );
  const approvers = parse(
    readFileSync(join(examples, '../app-config.yaml'), 'utf8'),
  ).mandate.mandates.approvers.map(({ group }: { group: string }) => group);
  expect(approvers).not.toEqual([]);
  const tooSmall = [...new Set<string>([...owners, ...approvers])].filter(
    group => sizeOf(group) < 2,
  );
  expect(tooSmall).toEqual([]);
});
