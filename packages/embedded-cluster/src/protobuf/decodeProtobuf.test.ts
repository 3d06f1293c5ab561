import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { ApiError } from '../api/ApiError';
import { SCHEMAS } from '../schema/schema';
import { decodeProtobuf } from './decodeProtobuf';
import { MESSAGE_TABLE } from './messages';

const message = (write: (writer: BinaryWriter) => void): Uint8Array => {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
};
const text = (writer: BinaryWriter, number: number, value: string) =>
  writer.tag(number, 2).string(value);
const bytes = (writer: BinaryWriter, number: number, value: Uint8Array) =>
  writer.tag(number, 2).bytes(value);
const body = (apiVersion: string, kind: string, raw: Uint8Array) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    message(envelope => {
      bytes(
        envelope,
        1,
        message(it => text(text(it, 1, apiVersion), 2, kind)),
      );
      bytes(envelope, 2, raw);
    }),
  ]);

describe('decodeProtobuf', () => {
  it('reads a Secret: maps of bytes, times, and no empty values that JSON leaves out', () => {
    const metadata = message(it => {
      text(text(it, 1, 'hidden'), 2, '');
      bytes(
        it,
        8,
        message(time => time.tag(1, 0).int64(1_700_000_000)),
      );
      bytes(
        it,
        11,
        message(entry => text(text(entry, 1, 'owner'), 2, 'helm')),
      );
    });
    const secret = message(it => {
      bytes(it, 1, metadata);
      bytes(
        it,
        2,
        message(entry => bytes(text(entry, 1, 'word'), 2, Buffer.from('psst'))),
      );
      it.tag(5, 0).bool(false);
    });
    expect(decodeProtobuf(body('v1', 'Secret', secret))).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'hidden',
        creationTimestamp: '2023-11-14T22:13:20Z',
        labels: { owner: 'helm' },
      },
      data: { word: 'cHNzdA==' },
      // a pointer in Go: false is not the same as nothing
      immutable: false,
    });
  });

  it('puts the fields of inlined messages in their place', () => {
    const volume = message(it => {
      text(it, 1, 'scratch');
      bytes(
        it,
        2,
        message(source => bytes(source, 2, new Uint8Array())),
      );
    });
    const spec = message(it => bytes(it, 1, volume));
    const pod = message(it => bytes(it, 2, spec));
    expect(decodeProtobuf(body('v1', 'Pod', pod))).toMatchObject({
      spec: { volumes: [{ name: 'scratch', emptyDir: {} }] },
    });
  });

  it('refuses a kind of another group, and kinds it does not know', () => {
    for (const [apiVersion, kind] of [
      ['events.k8s.io/v1', 'Event'],
      ['v1', 'constructor'],
      ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ]) {
      expect(() =>
        decodeProtobuf(body(apiVersion, kind, new Uint8Array())),
      ).toThrow(expect.objectContaining({ code: 415 }));
    }
  });

  it('answers whatever bytes with an object or an error of the API', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('Pod', 'Secret', 'ConfigMap'),
        (raw, kind) => {
          const outcome = (() => {
            try {
              return decodeProtobuf(body('v1', kind, raw)).kind;
            } catch (error) {
              return error instanceof ApiError ? kind : error;
            }
          })();
          expect(outcome).toBe(kind);
        },
      ),
    );
  });
});

describe('the table of messages', () => {
  const fieldsOf = (id: string): string[] =>
    Object.values(MESSAGE_TABLE.messages[id]).flatMap(
      ({ name, type }) => name ?? fieldsOf(type),
    );
  const schemaOfMessage = new Map(
    Object.keys(SCHEMAS).map(id => {
      const [group, version, kind] = id.split('.').slice(-3);
      return [`${group}/${version}.${kind}`, SCHEMAS[id]];
    }),
  );

  it('has the fields of the published schemas', () => {
    const compared = Object.keys(MESSAGE_TABLE.messages).filter(id =>
      schemaOfMessage.has(id),
    );
    expect(compared.length).toBeGreaterThan(200);
    for (const id of compared) {
      const published = Object.keys(schemaOfMessage.get(id)?.properties ?? {});
      expect({ id, fields: fieldsOf(id).sort() }).toEqual({
        id,
        fields: published
          .filter(
            name =>
              !(
                Object.values(MESSAGE_TABLE.kinds).includes(id) &&
                ['apiVersion', 'kind'].includes(name)
              ),
          )
          .sort(),
      });
    }
  });
});
