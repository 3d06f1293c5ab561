import { z } from 'zod';

const text = z.string().max(1_000_000);

const clusterSchema = z.looseObject({
  server: text,
  'certificate-authority': text.optional(),
  'certificate-authority-data': text.optional(),
  'insecure-skip-tls-verify': z.boolean().optional(),
  'tls-server-name': text.optional(),
  'proxy-url': text.optional(),
});

const execSchema = z.looseObject({
  apiVersion: z.enum([
    'client.authentication.k8s.io/v1',
    'client.authentication.k8s.io/v1beta1',
  ]),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: z.string().optional(),
  provideClusterInfo: z.boolean().optional(),
  interactiveMode: z.string().optional(),
});
/** A program that gives credentials. */
export type ExecPlugin = z.infer<typeof execSchema>;

const userSchema = z.looseObject({
  token: text.optional(),
  tokenFile: text.optional(),
  'client-certificate': text.optional(),
  'client-certificate-data': text.optional(),
  'client-key': text.optional(),
  'client-key-data': text.optional(),
  username: text.optional(),
  password: text.optional(),
  as: text.optional(),
  'as-uid': text.optional(),
  'as-groups': z.array(text).optional(),
  exec: execSchema.nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
});
/** A user of a kubeconfig. */
export type KubeconfigUser = z.infer<typeof userSchema>;

const contextSchema = z.looseObject({
  cluster: z.string(),
  user: z.string().optional(),
});
const name = z.string();

/** A kubeconfig, as far as it says how to reach one server. */
export const kubeconfigSchema = z.looseObject({
  'current-context': z.string().nullish(),
  clusters: z
    .array(z.looseObject({ name, cluster: clusterSchema.nullish() }))
    .nullish(),
  contexts: z
    .array(z.looseObject({ name, context: contextSchema.nullish() }))
    .nullish(),
  users: z.array(z.looseObject({ name, user: userSchema.nullish() })).nullish(),
});
/** A cluster of a kubeconfig. */
export type KubeconfigCluster = z.infer<typeof clusterSchema>;
