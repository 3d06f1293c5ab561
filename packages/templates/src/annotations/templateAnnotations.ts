import { parseDocument } from 'yaml';
import { z } from 'zod';
import {
  backupSchema,
  DeploymentCheck,
  deploymentChecksSchema,
  deprecationSchema,
  podSecuritySchema,
  TemplateBackup,
  TemplateDeprecation,
  TemplateLimits,
  templateLimitsSchema,
  TemplatePodSecurity,
  UpgradeClass,
  upgradeClassSchema,
} from './operationAnnotations';
import {
  ParameterForm,
  parameterFormSchema,
  ParameterRanges,
  parameterRangesSchema,
} from './parameterSchemas';
import { TemplateTest, templateTestsSchema } from './testAnnotations';
import { JsonPath } from '../path';
import { placeInText } from '../document/placeInText';
import { templateError, UnplacedProblem } from '../problem';

/**
 * Our additions to kro's format live in annotations, so that the file still installs on a cluster that runs kro.
 *
 * @public
 */
export const TEMPLATE_ANNOTATIONS = {
  /** Name for people, such as `Web service`. */
  title: 'mandate.dev/title',
  /** What one gets, in a sentence or two. */
  description: 'mandate.dev/description',
  /** Container type that mandates are scoped by, such as `core-service`. */
  containerType: 'mandate.dev/container-type',
  /** Name of an icon. */
  icon: 'mandate.dev/icon',
  /** Entity reference of the group that answers for the template, such as `group:default/platform`. */
  owner: 'mandate.dev/owner',
  /** Id of the resource that is the workload, whose health decides whether a deployment went well. */
  workload: 'mandate.dev/workload',
  /** Which values count as standard and which as pre-approved: JSON or YAML, see `parameterRangesSchema`. */
  ranges: 'mandate.dev/ranges',
  /** Titles and groups of the form: JSON or YAML, see `parameterFormSchema`. */
  form: 'mandate.dev/form',
  /** What an instance may use at most: JSON or YAML, see `templateLimitsSchema`. */
  limits: 'mandate.dev/limits',
  /** How a new version may reach instances, see `upgradeClassSchema`. */
  upgradeClass: 'mandate.dev/upgrade-class',
  /** How an instance's data are kept: JSON or YAML, see `backupSchema`. */
  backup: 'mandate.dev/backup',
  /** Checks after a deployment: JSON or YAML, see `deploymentChecksSchema`. */
  checks: 'mandate.dev/checks',
  /** Tests that a deploy has to pass before it counts as verified: JSON or YAML, see `templateTestsSchema`. */
  tests: 'mandate.dev/tests',
  /** Where the documentation is: an address, or a path from the template's folder. */
  docs: 'mandate.dev/docs',
  /** Words by which a requirement finds the template: a JSON or YAML list of texts. */
  keywords: 'mandate.dev/keywords',
  /** That the template should not be chosen any more: JSON or YAML, see `deprecationSchema`. */
  deprecated: 'mandate.dev/deprecated',
  /** Level of the Pod Security Standards that all pods keep, see `podSecuritySchema`. */
  podSecurity: 'mandate.dev/pod-security',
} as const;

/**
 * The annotations of one template, decoded.
 *
 * @public
 */
export interface TemplateAnnotations {
  readonly title: string;
  readonly description: string;
  readonly containerType?: string;
  readonly icon?: string;
  readonly owner?: string;
  readonly workload?: string;
  readonly ranges: ParameterRanges;
  readonly form: ParameterForm;
  readonly limits?: TemplateLimits;
  readonly upgradeClass?: UpgradeClass;
  readonly backup?: TemplateBackup;
  readonly checks: readonly DeploymentCheck[];
  readonly tests: readonly TemplateTest[];
  readonly docs?: string;
  readonly keywords: readonly string[];
  readonly deprecated?: TemplateDeprecation;
  readonly podSecurity?: TemplatePodSecurity;
}

/** The decoded annotations, with what is wrong with them. */
export interface ReadAnnotationsResult {
  readonly annotations: TemplateAnnotations;
  readonly problems: readonly UnplacedProblem[];
}

/** Decodes our annotations. One of ours that is not known is an error: a misspelt range must not pass unseen. */
export function readAnnotations(options: {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
}): ReadAnnotationsResult {
  const { name, annotations } = options;
  const problems: UnplacedProblem[] = unknownAnnotations(annotations);

  const decode = <T>(key: string, schema: z.ZodType<T>, otherwise: T): T => {
    if (annotations[key] === undefined) {
      return otherwise;
    }
    const document = parseDocument(annotations[key], { prettyErrors: false });
    const decoded = document.errors.length
      ? undefined
      : schema.safeParse(document.toJS({ maxAliasCount: 0 }));
    if (decoded?.success) {
      return decoded.data;
    }
    const reason = decoded
      ? z.prettifyError(decoded.error)
      : document.errors[0].message;
    const [issue] = decoded?.error?.issues ?? [];
    problems.push({
      ...templateError(
        'invalid-annotation',
        annotationPath(key),
        `The annotation ${key} cannot be read: ${reason}`,
      ),
      ...(issue && {
        inText: placeInText(annotations[key], issue.path.map(stepOf)),
      }),
    });
    return otherwise;
  };

  return {
    annotations: {
      title: annotations[TEMPLATE_ANNOTATIONS.title] ?? name,
      description: annotations[TEMPLATE_ANNOTATIONS.description] ?? '',
      containerType: annotations[TEMPLATE_ANNOTATIONS.containerType],
      icon: annotations[TEMPLATE_ANNOTATIONS.icon],
      owner: annotations[TEMPLATE_ANNOTATIONS.owner],
      workload: annotations[TEMPLATE_ANNOTATIONS.workload],
      ranges: decode(TEMPLATE_ANNOTATIONS.ranges, parameterRangesSchema, {}),
      form: decode(TEMPLATE_ANNOTATIONS.form, parameterFormSchema, {}),
      limits: decode(
        TEMPLATE_ANNOTATIONS.limits,
        templateLimitsSchema.optional(),
        undefined,
      ),
      upgradeClass: decode(
        TEMPLATE_ANNOTATIONS.upgradeClass,
        upgradeClassSchema.optional(),
        undefined,
      ),
      backup: decode(
        TEMPLATE_ANNOTATIONS.backup,
        backupSchema.optional(),
        undefined,
      ),
      checks: decode(TEMPLATE_ANNOTATIONS.checks, deploymentChecksSchema, []),
      tests: decode(TEMPLATE_ANNOTATIONS.tests, templateTestsSchema, []),
      docs: annotations[TEMPLATE_ANNOTATIONS.docs],
      keywords: decode(
        TEMPLATE_ANNOTATIONS.keywords,
        z.array(z.string().min(1).max(60)).max(50),
        [],
      ),
      deprecated: decode(
        TEMPLATE_ANNOTATIONS.deprecated,
        deprecationSchema.optional(),
        undefined,
      ),
      podSecurity: decode(
        TEMPLATE_ANNOTATIONS.podSecurity,
        podSecuritySchema.optional(),
        undefined,
      ),
    },
    problems,
  };
}

function stepOf(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step;
}

/** Where an annotation stands in the document. */
export function annotationPath(key: string): JsonPath {
  return ['metadata', 'annotations', key];
}

function unknownAnnotations(
  annotations: Readonly<Record<string, string>>,
): UnplacedProblem[] {
  const known: readonly string[] = Object.values(TEMPLATE_ANNOTATIONS);
  return Object.keys(annotations)
    .filter(key => key.startsWith('mandate.dev/') && !known.includes(key))
    .map(key => ({
      ...templateError(
        'invalid-annotation',
        annotationPath(key),
        `There is no annotation ${key}. Known are ${known.join(', ')}.`,
      ),
      at: 'key' as const,
    }));
}
