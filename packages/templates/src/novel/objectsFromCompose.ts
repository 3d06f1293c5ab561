import { parseDocument } from 'yaml';
import { z } from 'zod';
import { JsonObject, JsonValue } from '../json';

const environmentSchema = z.union([
  z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null()]),
  ),
  z.array(z.string()),
]);

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  ports: z
    .array(
      z.union([z.string(), z.number(), z.looseObject({ target: z.number() })]),
    )
    .optional(),
  environment: environmentSchema.optional(),
  deploy: z.looseObject({ replicas: z.number().optional() }).optional(),
});

const composeSchema = z.looseObject({
  name: z.string().optional(),
  services: z.record(z.string(), serviceSchema),
});

/** What of a compose file is taken over; the rest is noted, never guessed. */
const TAKEN = new Set(['image', 'command', 'ports', 'environment', 'deploy']);
const SECRET_NAME = /pass(word)?|secret|token|credential|private|api_?key/i;

/**
 * Kubernetes objects of a compose file's services, in the restricted Pod Security Standard; what cannot be taken over is
 * noted.
 *
 * @public
 */
export function objectsFromCompose(text: string):
  | {
      readonly ok: true;
      readonly objects: readonly JsonObject[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly message: string } {
  const document = parseDocument(text.slice(0, 500_000), {
    prettyErrors: false,
    // To look for keys that are there twice takes the parser seconds for tens of thousands of them.
    uniqueKeys: false,
  });
  const parsed = document.errors.length
    ? undefined
    : composeSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (!parsed?.success) {
    const reason = parsed
      ? z.prettifyError(parsed.error)
      : document.errors[0].message;
    return { ok: false, message: `This is no compose file: ${reason}` };
  }
  const { name, services } = parsed.data;
  const notes: string[] = [];
  const isOnlyOne = Object.keys(services).length === 1;
  const objects = Object.entries(services).flatMap(([service, spec]) => {
    for (const key of Object.keys(spec).filter(one => !TAKEN.has(one))) {
      notes.push(`${key} of the service ${service} is not taken over.`);
    }
    if (!spec.image) {
      notes.push(
        `The service ${service} has no image: build one and name it, then add the service by hand.`,
      );
      return [];
    }
    // The only service is the instance itself, and so is called as the instance.
    const objectName = isOnlyOne
      ? name ?? service
      : `${name ?? 'app'}-${service}`;
    return serviceObjects(
      objectName.toLowerCase().replace(/[^a-z0-9-]/g, '-'),
      { ...spec, image: spec.image },
      notes,
    );
  });
  return { ok: true, objects, notes };
}

function serviceObjects(
  name: string,
  spec: z.infer<typeof serviceSchema> & { readonly image: string },
  notes: string[],
): readonly JsonObject[] {
  const labels = { 'app.kubernetes.io/name': name };
  const ports = (spec.ports ?? []).flatMap(containerPort);
  const command =
    typeof spec.command === 'string' ? spec.command.split(/\s+/) : spec.command;
  const deployment: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: spec.deploy?.replicas ?? 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'main',
              image: spec.image,
              ...(command && { args: command }),
              ...(ports.length > 0 && {
                ports: ports.map(port => ({ containerPort: port })),
              }),
              env: variables(spec.environment, name, notes),
              resources: {
                requests: { cpu: '100m', memory: '128Mi' },
                limits: { memory: '128Mi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
  return ports.length === 0
    ? [deployment]
    : [
        deployment,
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name, labels },
          spec: {
            selector: labels,
            ports: ports.map(port => ({ name: `port-${port}`, port })),
          },
        },
      ];
}

/** The container's side of `8080:80/tcp`, `80` or the long form. */
function containerPort(
  port: string | number | { readonly target: number },
): readonly number[] {
  if (typeof port === 'object') {
    return [port.target];
  }
  const number = Number(String(port).split('/')[0].split(':').pop());
  return Number.isInteger(number) && number > 0 && number < 65_536
    ? [number]
    : [];
}

/** A variable that looks like a secret is left out: its value would stand in plans and in git. */
function variables(
  environment: z.infer<typeof environmentSchema> | undefined,
  service: string,
  notes: string[],
): readonly JsonValue[] {
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(
    environment,
  )
    ? environment.map(line => {
        const equals = line.indexOf('=');
        return equals < 0
          ? ([line, null] as const)
          : ([line.slice(0, equals), line.slice(equals + 1)] as const);
      })
    : Object.entries(environment ?? {});
  return entries.flatMap(([name, value]) => {
    if (SECRET_NAME.test(name)) {
      notes.push(
        `${name} of ${service} looks like a secret and is left out. Refer to a Secret by its name.`,
      );
      return [];
    }
    return value === null || value === undefined
      ? []
      : [{ name, value: String(value) }];
  });
}
