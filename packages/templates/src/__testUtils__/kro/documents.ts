import { parse } from 'yaml';
import { JsonObject } from '../../json';

/** Small definitions that use what the library seldom uses, to be changed at random beside the library. */
export const KRO_DOCUMENTS: readonly JsonObject[] = [
  `
apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata: { name: grid }
spec:
  schema:
    apiVersion: v1alpha1
    kind: Grid
    types:
      Size: integer | minimum=0 maximum=9
      Region: string | pattern="^[a-z]{1,5}$"
      Queue:
        name: string | required=true pattern="^[a-z0-9]{1,5}$"
        size: integer | default=3 minimum=1
    spec:
      regions: '[]Region | default=["eu","us"]'
      sizes: '[]Size | default=[1,2]'
      queues: '[]Queue | default=[{"name":"q1"}]'
      labels: map[string]string | default={"team":"a"}
      public: boolean | default=true
    status:
      names: \${cell.map(c, c.metadata.name)}
      first: \${queue[0].data.size}
  resources:
    - id: summary
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}-summary', labels: '\${schema.spec.labels}' }
        data:
          cells: \${cell.map(c, c.metadata.name).join(",")}
          count: \${string(size(queue))}
    - id: cell
      forEach:
        - region: \${schema.spec.regions}
        - size: \${schema.spec.sizes}
      readyWhen: ['\${each.metadata.name != ""}']
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}-\${region}-\${string(size)}', labels: { app: grid } }
        data: { region: '\${region}', double: '\${string(size * 2)}' }
    - id: queue
      forEach: [{ entry: '\${schema.spec.queues}' }]
      includeWhen: ['\${schema.spec.public}']
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}-\${entry.name}' }
        data: { size: '\${string(entry.size)}' }
`,
  `
apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata: { name: chain }
spec:
  schema:
    apiVersion: v1alpha1
    kind: Chain
    spec:
      replicas: integer | default=2 minimum=0 maximum=9
      image: string | default="nginx"
      debug: boolean | default=false
      extra: { note: 'string | default="x"', deep: { level: integer | default=1 } }
    status:
      ready: \${deployment.status.readyReplicas}
      note: \${schema.spec.extra.note}
  resources:
    - id: service
      template:
        apiVersion: v1
        kind: Service
        metadata: { name: '\${deployment.metadata.name}' }
        spec:
          selector: \${deployment.spec.selector.matchLabels}
          ports: [{ port: 80, targetPort: http }]
    - id: deployment
      template:
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: '\${schema.metadata.name}', labels: { app: chain } }
        spec:
          replicas: \${schema.spec.replicas}
          selector: { matchLabels: { app: '\${schema.metadata.name}' } }
          template:
            metadata: { labels: { app: '\${schema.metadata.name}' } }
            spec:
              containers:
                - name: web
                  image: 'registry.example/\${schema.spec.image}:1'
                  ports: [{ name: http, containerPort: 8080 }]
                  env:
                    - { name: NOTE, value: '\${schema.spec.extra.note}' }
                    - { name: LEVEL, value: '\${string(schema.spec.extra.deep.level)}' }
    - id: debug
      includeWhen: ['\${schema.spec.debug}']
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${service.metadata.name}-debug' }
        data: { address: '\${service.metadata.name}.\${schema.metadata.namespace}' }
    - id: follower
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}-follower' }
        data: { debug: '\${debug.data.address}' }
`,
  `
apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata: { name: reader }
spec:
  schema:
    apiVersion: v1alpha1
    kind: Reader
    spec:
      base: string | default="base" pattern="^[a-z]{1,9}$"
      retries: integer | default=3
  resources:
    - id: base
      externalRef:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.spec.base}' }
    - id: pods
      externalRef:
        apiVersion: v1
        kind: Pod
        metadata: { selector: { matchLabels: { app: '\${schema.metadata.name}' } } }
    - id: own
      template:
        apiVersion: batch/v1
        kind: Job
        metadata: { name: '\${schema.metadata.name}-job' }
        spec:
          backoffLimit: \${schema.spec.retries}
          template:
            spec:
              restartPolicy: Never
              containers: [{ name: run, image: busybox, args: ['\${schema.spec.base}', 'a\${"b"}c'] }]
    - id: copy
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${own.metadata.name}-copy' }
        data:
          level: \${base.data.level}
          pods: \${string(pods.size())}
`,
].map(text => parse(text));
