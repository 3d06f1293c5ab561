import {
  templateCheckRequestSchema,
  templateDraftRequestSchema,
  templateRequirementSchema,
} from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { TemplateService } from '../service/templates/TemplateService';
import { parseRequest } from './parseRequest';

const instanceQuerySchema = z.object({
  template: z.string().max(253).optional(),
  entityRef: z.string().max(200).optional(),
});
const upgradeQuerySchema = z.object({ to: z.string().max(80).optional() });

/** Templates, their versions and instances, and what an upgrade does. */
export function addTemplateRoutes(
  router: Router,
  deps: {
    readonly templates: TemplateService;
    readonly callers: CallerReader;
  },
): void {
  const { templates, callers } = deps;

  router.get('/templates', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json({ items: await templates.list({ caller }) });
  });

  router.get('/templates/:name', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await templates.get(request.params.name, { caller }));
  });

  router.get('/templates/:name/versions/:digest', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const { name, digest } = request.params;
    response.json(await templates.version(name, digest, { caller }));
  });

  router.get('/templates/:name/upgrade', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const { to } = parseRequest(upgradeQuerySchema, request.query);
    response.json(await templates.upgrade(request.params.name, to, { caller }));
  });

  router.get('/template-instances', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const query = parseRequest(instanceQuerySchema, request.query);
    response.json({ items: await templates.instances(query, { caller }) });
  });

  router.post('/template-matches', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(templateRequirementSchema, request.body);
    response.json({ items: await templates.match(body, { caller }) });
  });

  router.post('/template-drafts', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(templateDraftRequestSchema, request.body);
    response.json(await templates.draft(body, { caller }));
  });

  router.post('/template-checks', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(templateCheckRequestSchema, request.body);
    response.json(await templates.check(body, { caller }));
  });
}
