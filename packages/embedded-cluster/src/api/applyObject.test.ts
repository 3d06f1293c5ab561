import { ResourceRegistry } from '../resources/ResourceRegistry';
import {
  assert,
  constantFrom,
  dictionary,
  property,
  array,
  tuple,
  boolean,
} from 'fast-check';
import { asJson } from '../model/jsonFields';
import { KubernetesObject } from '../model/KubernetesObject';
import {
  CONFIG_MAPS,
  NAMESPACES,
  RESOURCE_TABLE,
} from '../resources/resourceTable';
import { MemoryStorage } from '../storage/MemoryStorage';
import { ObjectStore } from '../storage/ObjectStore';
import { ApiError } from './ApiError';
import { applyObject } from './applyObject';
import { ObjectApi } from './ObjectApi';

const KEY = { namespace: 'default', name: 'subject' };
const data = dictionary(constantFrom('a', 'b', 'c'), constantFrom('1', '2'), {
  maxKeys: 3,
});
const applies = array(tuple(constantFrom('one', 'two'), data, boolean()), {
  minLength: 1,
  maxLength: 8,
});

function newApi(): ObjectApi {
  let count = 0;
  const api = new ObjectApi(
    new ObjectStore(RESOURCE_TABLE, new MemoryStorage()),
    {
      now: () => new Date(0),
      uuid: () => `uid-${count++}`,
      randomSuffix: length => 'x'.repeat(length),
    },
    new ResourceRegistry(),
  );
  api.create(
    NAMESPACES,
    '',
    { metadata: { name: 'default' } },
    { manager: 'test' },
  );
  return api;
}

function apply(
  api: ObjectApi,
  manager: string,
  values: Record<string, string>,
  force: boolean,
) {
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: KEY.name },
    ...(Object.keys(values).length > 0 && { data: values }),
  };
  return applyObject(api, CONFIG_MAPS, KEY, config, { manager, force }).object;
}

function attempt(action: () => KubernetesObject): KubernetesObject | ApiError {
  try {
    return action();
  } catch (error) {
    if (error instanceof ApiError) {
      return error;
    }
    throw error;
  }
}

function versionOf(outcome: KubernetesObject | ApiError): string {
  return outcome instanceof ApiError
    ? outcome.reason
    : outcome.metadata.resourceVersion;
}

/** What the object must hold: the union of what each manager last applied, the later value where force took it. */
function expectation() {
  const owned = new Map<string, Map<string, string>>();
  return {
    conflicts(manager: string, values: Record<string, string>): boolean {
      return [...owned].some(
        ([other, fields]) =>
          other !== manager &&
          Object.entries(values).some(
            ([key, value]) => fields.has(key) && fields.get(key) !== value,
          ),
      );
    },
    apply(manager: string, values: Record<string, string>): void {
      for (const [other, fields] of owned) {
        for (const [key, value] of Object.entries(values)) {
          if (other !== manager && fields.get(key) !== value) {
            fields.delete(key);
          }
        }
      }
      owned.set(manager, new Map(Object.entries(values)));
    },
    data(): Record<string, string> {
      return Object.fromEntries(
        [...owned.values()].flatMap(fields => [...fields]),
      );
    },
  };
}

describe('server-side apply', () => {
  it('holds what the managers own, conflicts exactly when values differ, and is idempotent', () => {
    assert(
      property(applies, sequence => {
        const api = newApi();
        const expected = expectation();
        for (const [manager, values, force] of sequence) {
          const shouldConflict = !force && expected.conflicts(manager, values);
          const outcome = attempt(() => apply(api, manager, values, force));
          expect(outcome instanceof ApiError).toBe(shouldConflict);
          if (!(outcome instanceof ApiError)) {
            expected.apply(manager, values);
          }
          const again = attempt(() => apply(api, manager, values, force));
          expect(versionOf(again)).toBe(versionOf(outcome));
          const { data: stored = {} } = asJson(
            api.find(CONFIG_MAPS, KEY) ?? {},
          );
          expect(stored).toEqual(expected.data());
        }
      }),
    );
  });
});
