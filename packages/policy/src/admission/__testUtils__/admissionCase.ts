import { z } from 'zod';

const json = z.record(z.string(), z.unknown());

/** Whom the `authorizer` of a case allows what: a member left out matches all. */
export const permissionSchema = z.object({
  user: z.string().optional(),
  verb: z.string().optional(),
  group: z.string().optional(),
  resource: z.string().optional(),
  subresource: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string().optional(),
  path: z.string().optional(),
});

export type Permission = z.output<typeof permissionSchema>;

/** One question to the reference: a policy as a person would write it, and a request. */
export const admissionCaseSchema = z.object({
  id: z.number(),
  policy: json,
  bindings: z.array(json),
  params: z.array(json),
  namespaces: z.array(json),
  allow: z.array(permissionSchema),
  request: json,
});

export type AdmissionCase = z.output<typeof admissionCaseSchema>;

/** What is compared of an answer; the same for the reference and for us. */
export const admissionAnswerSchema = z.object({
  allowed: z.boolean(),
  code: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  warnings: z.array(z.string()).default([]),
  auditAnnotations: z.record(z.string(), z.string()).default({}),
  evaluations: z
    .array(
      z.object({
        param: z.string().optional(),
        decisions: z.array(
          z.object({
            action: z.string(),
            evaluation: z.string(),
            message: z.string().optional(),
            reason: z.string().optional(),
          }),
        ),
        auditAnnotations: z
          .array(
            z.object({
              key: z.string().default(''),
              action: z.string(),
              value: z.string().optional(),
              error: z.string().optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

export type AdmissionAnswer = z.output<typeof admissionAnswerSchema>;
