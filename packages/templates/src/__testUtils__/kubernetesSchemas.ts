import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  KubernetesSchemas,
  schemasFromOpenApi,
} from '../kubernetes/kubernetesSchemas';

let known: KubernetesSchemas | undefined;

/** The kinds that the embedded cluster serves, from the same file that it serves them from. */
export function embeddedSchemas(): KubernetesSchemas {
  known ??= schemasFromOpenApi([
    {
      components: {
        schemas: JSON.parse(
          readFileSync(
            resolve(
              __dirname,
              '../../../embedded-cluster/src/schema/schemas.json',
            ),
            'utf8',
          ),
        ),
      },
    },
  ]);
  return known;
}
