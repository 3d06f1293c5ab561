import { z } from 'zod';

/** The kind of a document that holds a Helm chart or a Kustomize base as it is. */
export const PACKAGE_KIND = 'TemplatePackage';

/** Most files of a chart or base. */
const MAX_FILES = 200;

/** `charts/queue/templates/service.yaml`: no step up, none from the root, and no name that a program could take for an option. */
const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_.][A-Za-z0-9._-]*)*$/;

const pathSchema = z
  .string()
  .max(300)
  .refine(
    path =>
      path === '.helmignore' ||
      (PATH.test(path) &&
        path.split('/').every(step => step !== '.' && step !== '..')),
    'is no path inside the folder: letters, digits, ".", "_" and "-", with "/" between',
  );

/**
 * Who renders a package.
 *
 * @public
 */
export const packageFormatSchema = z.enum(['helm', 'kustomize']);
/**
 * Who renders a package.
 *
 * @public
 */
export type PackageFormat = z.infer<typeof packageFormatSchema>;

/** All files of a chart or a base in one document, so that a digest covers them and approval records them. */
export const packageDocumentSchema = z.strictObject({
  apiVersion: z.literal('mandate.dev/v1alpha1'),
  kind: z.literal(PACKAGE_KIND),
  metadata: z.strictObject({
    name: z
      .string()
      .max(63)
      .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be a DNS label'),
  }),
  spec: z.strictObject({
    format: packageFormatSchema,
    files: z
      .record(pathSchema, z.string())
      .refine(
        files => Object.keys(files).length <= MAX_FILES,
        `has more than ${MAX_FILES} files`,
      ),
  }),
});

/** A package's document. */
export type PackageDocument = z.infer<typeof packageDocumentSchema>;

/**
 * The files of a Helm chart or a Kustomize base that a template is made of. It is rendered outside, see
 * {@link withRenderedObjects}.
 *
 * @public
 */
export interface TemplatePackage {
  readonly format: PackageFormat;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Why it could not be rendered; absent while nobody tried. */
  readonly trouble?: string;
}
