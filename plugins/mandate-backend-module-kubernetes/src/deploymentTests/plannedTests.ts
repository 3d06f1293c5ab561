import type {
  ClusterObject,
  PlannedTest,
} from '@mandate/plugin-mandate-common';
import {
  containersOf,
  listAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { JsonObject, TemplateTest } from '@mandate/templates';

/** An instance, and what its template wants tested of it. */
export interface InstanceToTest {
  readonly tests: readonly TemplateTest[];
  readonly objects: readonly ClusterObject[];
  /** The id of each object's resource, in the same order. */
  readonly ids: readonly string[];
  /** The parameters with all defaults. */
  readonly values: JsonObject;
}

/**
 * The tests of an instance: resources and parameters are replaced by what they are in it. A test of what the instance
 * leaves out is left out, too.
 */
export function plannedTests(instance: InstanceToTest): readonly PlannedTest[] {
  return instance.tests.flatMap(test =>
    test.type === 'http' ? httpTest(test, instance) : jobTest(test, instance),
  );
}

function httpTest(
  test: TemplateTest & { type: 'http' },
  instance: InstanceToTest,
): readonly PlannedTest[] {
  const { type, name, port } = test;
  const object = renderedOf(test.service, instance);
  const requests = test.requests.map(
    ({ path, pathFrom, status, contains }) => ({
      path: path ?? pathIn(instance.values, pathFrom ?? ''),
      status,
      ...(contains === undefined ? {} : { contains }),
    }),
  );
  return object
    ? [{ type, name, service: object.metadata.name, port, requests }]
    : [];
}

/** A parameter as a path. What is none is asked for as it is, and refused before it is sent: the test fails, and says so. */
function pathIn(values: JsonObject, parameter: string): string {
  const value = textAt(values, ...parameter.split('.')) ?? '';
  return value.startsWith('/')
    ? value.slice(0, 500)
    : `/${value.slice(0, 499)}`;
}

function jobTest(
  test: TemplateTest & { type: 'job' },
  instance: InstanceToTest,
): readonly PlannedTest[] {
  const { type, name, command, timeoutSeconds, memory } = test;
  const workload =
    test.imageOf === undefined ? undefined : renderedOf(test.imageOf, instance);
  const [container] = workload ? containersOf(workload) : [];
  const image = test.image ?? (container && textAt(container, 'image'));
  const service =
    test.service === undefined ? undefined : renderedOf(test.service, instance);
  return image === undefined || (test.service !== undefined && !service)
    ? []
    : [
        {
          type,
          name,
          image,
          command,
          timeoutSeconds,
          memory,
          env: {
            ...test.env,
            ...(service ? addressOf(service) : {}),
          },
        },
      ];
}

function renderedOf(
  id: string,
  { ids, objects }: InstanceToTest,
): ClusterObject | undefined {
  return objects[ids.indexOf(id)];
}

/** By the Service's name and first port: the test runs in its namespace. */
function addressOf(service: ClusterObject) {
  const [port] = listAt(service, 'spec', 'ports');
  const host = service.metadata.name;
  const number = (port && numberAt(port, 'port')) ?? 80;
  return {
    BASE_URL: `http://${host}${number === 80 ? '' : `:${number}`}`,
    TEST_HOST: host,
    TEST_PORT: `${number}`,
  };
}
