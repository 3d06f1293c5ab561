import {
  CatalogModelSources,
  createCatalogModelLayer,
} from '@backstage/catalog-model/alpha';
import {
  CONTAINER_TYPE_ANNOTATION,
  NAMESPACE_ANNOTATION,
  TEMPLATE_ANNOTATION,
  TIER_ANNOTATION,
  WORKLOAD_ANNOTATION,
} from '@mandate/plugin-mandate-common';

/** Declares our annotations, so that people and agents find them in the catalog's model. */
export const annotationsModel = CatalogModelSources.static([
  createCatalogModelLayer({
    layerId: 'mandate.dev/annotations',
    builder: model => {
      model.addAnnotation({
        name: CONTAINER_TYPE_ANNOTATION,
        title: 'Container type',
        description:
          'What kind of container this is; mandates select by it: core-service, utility, integration or specialised-function.',
      });
      model.addAnnotation({
        name: TIER_ANNOTATION,
        title: 'Service tier',
        description: 'From 1, most critical, to 4. It weighs in the risk.',
      });
      model.addAnnotation({
        name: WORKLOAD_ANNOTATION,
        title: 'Workload',
        description:
          'The workload behind the entity, deployment/<name> or statefulset/<name>. Without it: a Deployment named like the entity.',
      });
      model.addAnnotation({
        name: NAMESPACE_ANNOTATION,
        title: 'Namespace',
        description:
          "The workload's namespace; may hold {environment}. Without it the environment's pattern applies.",
      });
      model.addAnnotation({
        name: TEMPLATE_ANNOTATION,
        title: 'Template',
        description: 'The approved template the entity was made from.',
      });
    },
  }),
]);
