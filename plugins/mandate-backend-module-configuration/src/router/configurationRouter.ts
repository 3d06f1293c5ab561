import { InputError } from '@backstage/errors';
import {
  configurationEditSchema,
  targetReferenceSchema,
} from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ConfigurationReading } from '../service/ConfigurationReading';

/** Four files of a million characters fit, some of them escaped; what is larger than a file is told as that. */
const LARGEST_BODY = '12mb';
const PLACE = 'entityRef=component:default/checkout&environment=dev';

const commit = z.string().regex(/^[0-9a-f]{40}$/);
const viewQuery = targetReferenceSchema.extend({ commit: commit.optional() });
const differenceQuery = z.union([
  targetReferenceSchema.extend({
    otherEnvironment: targetReferenceSchema.shape.environment,
  }),
  targetReferenceSchema.extend({ before: commit, after: commit }),
]);
const checkBody = targetReferenceSchema.extend({
  edits: z.array(configurationEditSchema).min(1).max(4),
});

/** Serves configuration, its versions and their differences, and checks edits. Changes go through the kernel. */
export function configurationRouter(options: {
  readonly observation: Pick<MandateObservationExtensionPoint, 'authorizeRead'>;
  readonly reading: ConfigurationReading;
}): express.Router {
  const { observation, reading } = options;
  const router = Router();
  router.get('/configuration', async (request, response) => {
    await observation.authorizeRead(request);
    const query = parsed(
      viewQuery,
      request.query,
      `Say whose configuration you ask for: ${PLACE}.`,
    );
    const abort = new AbortController();
    response.on('close', () => abort.abort());
    response.json(await reading.get(query, abort.signal));
  });
  router.get('/configuration/difference', async (request, response) => {
    await observation.authorizeRead(request);
    const query = parsed(
      differenceQuery,
      request.query,
      `Say what to compare: ${PLACE}&otherEnvironment=staging, or before and after, each a commit of 40 digits.`,
    );
    const items =
      'before' in query
        ? await reading.betweenVersions(query, query.before, query.after)
        : await reading.betweenEnvironments(query, {
            ...query,
            environment: query.otherEnvironment,
          });
    response.json({ items });
  });
  router.get('/configuration/versions', async (request, response) => {
    await observation.authorizeRead(request);
    const query = parsed(
      targetReferenceSchema,
      request.query,
      `Say whose versions you ask for: ${PLACE}.`,
    );
    response.json({ items: await reading.versions(query) });
  });
  router.get('/configuration/references', async (request, response) => {
    await observation.authorizeRead(request);
    const query = parsed(
      targetReferenceSchema,
      request.query,
      `Say for whom you ask for names: ${PLACE}.`,
    );
    response.json(await reading.references(query));
  });
  router.post(
    '/configuration/check',
    async (request, _response, next) => {
      // Before the body is read: who may not read sends nothing large either.
      await observation.authorizeRead(request);
      next();
    },
    express.json({ limit: LARGEST_BODY }),
    async (request, response) => {
      const body = parsed(
        checkBody,
        request.body,
        'Give entityRef, environment and edits, as the input of the kind change-configuration.',
      );
      response.json(await reading.check(body));
    },
  );
  return router;
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  words: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${words} (${[...issue.path, issue.message].join(' ')})`,
    );
  }
  return result.data;
}
