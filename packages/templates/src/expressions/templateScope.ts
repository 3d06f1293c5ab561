import {
  CelEnvironment,
  declareEnvironment,
  ExpressionEnvironment,
  extendEnvironment,
  FieldDeclaration,
  TypeProvider,
  types,
} from '@mandate/policy';
import {
  groupVersionKindOf,
  KubernetesSchemas,
} from '../kubernetes/kubernetesSchemas';
import { ObjectParameter } from '../parameters/parameterSchema';
import { TemplateIterator, TemplateResourceKind } from '../template';
import { shapeOf } from './parameterShape';

/** What the expressions of a template may read of a resource. */
export interface ScopedResource {
  readonly id: string;
  readonly kind: TemplateResourceKind;
  readonly type: { readonly apiVersion: string; readonly kind: string };
}

/**
 * What a template's expressions may read: `schema` with exactly the declared parameters, and resources by id, typed by
 * the schemas where those know the kind. Of `schema.metadata` only name and namespace exist before the objects are
 * applied.
 */
export class TemplateScope {
  private readonly base: CelEnvironment;
  private readonly types: TypeProvider;
  private readonly resources: ReadonlyMap<string, FieldDeclaration>;
  private readonly environments = new Map<string, ExpressionEnvironment>();

  constructor(options: {
    readonly parameters: ObjectParameter;
    readonly resources: readonly ScopedResource[];
    readonly schemas?: KubernetesSchemas;
  }) {
    const { parameters, resources, schemas } = options;
    this.base = declareEnvironment(
      'template',
      {
        schema: {
          fields: {
            apiVersion: 'string',
            kind: 'string',
            metadata: { fields: { name: 'string', namespace: 'string' } },
            spec: shapeOf(parameters),
          },
        },
      },
      'template',
    ).cel;
    const own = this.base.types;
    this.types = {
      findType: name => own.findType(name) ?? schemas?.types.findType(name),
    };
    this.resources = new Map(
      resources.map(resource => [
        resource.id,
        declarationOf(resource, schemas),
      ]),
    );
  }

  /** For a resource's template, conditions and iterators: everything but the resource itself. */
  withoutResource(id: string): ExpressionEnvironment {
    return this.environment(`without ${id}`, () => {
      const others = new Map(this.resources);
      others.delete(id);
      return Object.fromEntries(others);
    });
  }

  /** For a collection's template: the iterators as well, each as an item of its list. */
  withIterators(
    id: string,
    iterators: readonly TemplateIterator[],
  ): ExpressionEnvironment {
    const outer = this.withoutResource(id);
    return named(
      extendEnvironment(outer.cel, {
        variables: Object.fromEntries(
          iterators.map(({ name, list }) => [name, itemOf(list.program)]),
        ),
      }),
    );
  }

  /** For the status: every resource. */
  everything(): ExpressionEnvironment {
    return this.environment('everything', () =>
      Object.fromEntries(this.resources),
    );
  }

  /** For `readyWhen`: the resource as the cluster holds it; in a collection each of its objects, as `each`. */
  readiness(id: string, kind: TemplateResourceKind): ExpressionEnvironment {
    const declared = this.resources.get(id) ?? { type: types.dyn };
    const isMany = kind === 'collection' || kind === 'external-collection';
    const item =
      isMany && declared.type.kind === 'list'
        ? { type: declared.type.element }
        : declared;
    return named(
      extendEnvironment(this.base, {
        variables: { [isMany ? 'each' : id]: item },
        types: this.types,
      }),
      ['schema'],
    );
  }

  private environment(
    key: string,
    variables: () => Readonly<Record<string, FieldDeclaration>>,
  ): ExpressionEnvironment {
    const known = this.environments.get(key);
    if (known) {
      return known;
    }
    const made = named(
      extendEnvironment(this.base, {
        variables: variables(),
        types: this.types,
      }),
    );
    this.environments.set(key, made);
    return made;
  }
}

/** An environment without some of its variables. */
function named(
  cel: CelEnvironment,
  hidden: readonly string[] = [],
): ExpressionEnvironment {
  const visible = hidden.length
    ? extendEnvironment(
        {
          ...cel,
          variables: new Map(
            [...cel.variables].filter(([name]) => !hidden.includes(name)),
          ),
        },
        {},
      )
    : cel;
  return {
    name: 'template',
    variables: {},
    digest: visible.digest,
    cel: visible,
  };
}

function declarationOf(
  { kind, type }: ScopedResource,
  schemas: KubernetesSchemas | undefined,
): FieldDeclaration {
  const one = schemas?.find(groupVersionKindOf(type.apiVersion, type.kind))
    ?.declaration ?? { type: types.dyn };
  return kind === 'collection' || kind === 'external-collection'
    ? { type: types.list(one.type) }
    : one;
}

function itemOf({
  checked,
}: TemplateIterator['list']['program']): FieldDeclaration {
  return {
    type: checked.type.kind === 'list' ? checked.type.element : types.dyn,
  };
}
