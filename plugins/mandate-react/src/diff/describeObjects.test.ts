import { diffObject } from './describeObjects';

const configMap = (
  data: Record<string, string>,
  metadata: Record<string, unknown> = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', ...metadata },
  data,
});

const letters = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyz'].map(letter => [letter, letter]),
);

const texts = (
  kind: 'added' | 'removed',
  hunks: ReturnType<typeof diffObject>,
) =>
  hunks.flatMap(hunk =>
    hunk.lines.filter(line => line.kind === kind).map(line => line.text.trim()),
  );

describe('diff of an object', () => {
  it('has the lines that differ, with three lines around them', () => {
    const hunks = diffObject({
      before: configMap(letters),
      after: configMap({ ...letters, k: 'changed' }),
    });
    expect(hunks).toHaveLength(1);
    expect(texts('removed', hunks)).toEqual(['k: k']);
    expect(texts('added', hunks)).toEqual(['k: changed']);
    expect(hunks[0].lines).toHaveLength(8);
  });

  it('leaves out what lies between two distant differences', () => {
    const hunks = diffObject({
      before: configMap(letters),
      after: configMap({ ...letters, b: '1', w: '2' }),
    });
    expect(hunks).toHaveLength(2);
  });

  it('is empty when only the order of fields or what the cluster writes differs', () => {
    expect(
      diffObject({
        before: configMap({ a: '1', b: '2' }, { resourceVersion: '1' }),
        after: configMap(
          { b: '2', a: '1' },
          { resourceVersion: '2', uid: 'u' },
        ),
      }),
    ).toEqual([]);
  });

  it('shows a new object as added and a deleted one as removed, line by line', () => {
    const object = configMap({ a: '1' });
    const created = diffObject({ before: null, after: object });
    expect(texts('added', created)).toContain('kind: ConfigMap');
    expect(texts('removed', created)).toEqual([]);
    const deleted = diffObject({ before: object, after: null });
    expect(texts('removed', deleted)).toEqual(texts('added', created));
    expect(texts('added', deleted)).toEqual([]);
  });
});
