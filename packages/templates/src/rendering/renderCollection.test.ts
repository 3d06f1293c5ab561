import { JsonObject } from '../json';
import {
  configMap,
  DocumentParts,
  templateText,
} from '../__testUtils__/document';
import { parsed } from '../__testUtils__/library';
import { renderTemplate } from './renderTemplate';

function render(parts: DocumentParts, values: JsonObject = {}) {
  return renderTemplate({
    template: parsed(templateText(parts)),
    instance: { name: 'shop', namespace: 'dev' },
    values,
  });
}

/** A ConfigMap for each region and size, named by both. */
const grid: DocumentParts = {
  parameters: 'regions: "[]string"\nsizes: "[]integer"',
  resources: configMap(
    'cell',
    'at: ${region}',
    'forEach: [{region: "${schema.spec.regions}"}, {size: "${schema.spec.sizes}"}]',
  ).replace('${schema.metadata.name}-cell', '${region}-${string(size)}'),
};

function namesOf(result: ReturnType<typeof render>) {
  return result.ok ? result.objects.map(({ metadata }) => metadata.name) : [];
}

describe('a collection', () => {
  it('has an object for each combination, the first iterator outermost', () => {
    const result = render(grid, { regions: ['eu', 'us'], sizes: [1, 2, 3] });
    expect(namesOf(result)).toEqual([
      'eu-1',
      'eu-2',
      'eu-3',
      'us-1',
      'us-2',
      'us-3',
    ]);
    expect(result).toMatchObject({ ids: Array(6).fill('cell') });
  });

  it('is empty when one of its lists is', () => {
    expect(render(grid, { regions: ['eu'], sizes: [] })).toMatchObject({
      ok: true,
      objects: [],
    });
  });

  it('is bounded', () => {
    const many = Array.from({ length: 101 }, (_, index) => index);
    expect(
      render(grid, { regions: many.slice(0, 10).map(String), sizes: many }),
    ).toMatchObject({
      ok: false,
      problems: [
        {
          path: 'spec.resources[0].forEach[1].size',
          message: expect.stringContaining('at most 1000'),
        },
      ],
    });
  });

  it('refuses items that render the same object', () => {
    expect(render(grid, { regions: ['eu', 'eu'], sizes: [1] })).toMatchObject({
      ok: false,
      problems: [
        { message: expect.stringContaining('several ConfigMap eu-1') },
      ],
    });
  });

  it('is a list for others, who go on after all of it', () => {
    const summary = configMap(
      'summary',
      'names: ${cell.map(c, c.metadata.name).join(",")}\nfirst: ${cell[0].data.at}',
    );
    const result = render(
      { ...grid, resources: `${summary}\n${grid.resources}` },
      { regions: ['eu', 'us'], sizes: [1] },
    );
    expect(result.ok && result.objects[2]).toMatchObject({
      data: { names: 'eu-1,us-1', first: 'eu' },
    });
  });

  it('goes through objects too, with their fields', () => {
    const result = render(
      {
        parameters: 'queues: "[]Queue"',
        schema: 'types: {Queue: {name: string, size: integer | default=3}}',
        resources: configMap(
          'queue',
          'size: ${string(queue.size)}',
          'forEach: [{queue: "${schema.spec.queues}"}]',
        )
          .replace('id: queue', 'id: queueMap')
          .replace('${schema.metadata.name}-queue', '${queue.name}'),
      },
      { queues: [{ name: 'a' }, { name: 'b', size: 9 }] },
    );
    expect(result.ok && result.objects.map(({ data }) => data)).toEqual([
      { size: '3' },
      { size: '9' },
    ]);
  });

  it('is skipped as a whole', () => {
    const result = render(
      {
        ...grid,
        resources: grid.resources?.replace(
          '  template:',
          '  includeWhen: ["${schema.spec.regions.size() > 1}"]\n  template:',
        ),
      },
      { regions: ['eu'], sizes: [1] },
    );
    expect(result).toMatchObject({ ok: true, objects: [], skipped: ['cell'] });
  });
});
