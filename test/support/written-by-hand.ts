/** The policy of the blueprint promql's example as the documentation of Argo Rollouts would write it. */
export const argoText = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: checkout-v2
spec:
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: checkout
  strategy:
    canary:
      analysis:
        templates:
        - templateName: error-rate
        args:
        - name: job
          value: checkout
      steps:
      - setWeight: 1
      - pause: {duration: 30m}
      - setWeight: 25
      - pause: {duration: 2h}
---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: error-rate
spec:
  args:
  - name: job
  metrics:
  - name: error-rate
    interval: 30s
    successCondition: result[0] < 0.01
    failureCondition: result[0] > 0.05
    provider:
      prometheus:
        address: http://prometheus.example.com:9090
        query: |
          sum(rate(http_requests_total{job="{{args.job}}", code=~"5.."}[2m]))
          / sum(rate(http_requests_total{job="{{args.job}}"}[2m]))
`;

/** A canary as the documentation of Flagger writes one. */
export const flaggerText = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: podinfo
  namespace: test
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
  service: {port: 9898}
  analysis:
    interval: 1m
    threshold: 10
    maxWeight: 50
    stepWeight: 5
    metrics:
    - name: request-success-rate
      thresholdRange:
        min: 99
      interval: 1m
    - name: "404s percentage"
      templateRef:
        name: not-found-percentage
      thresholdRange:
        max: 5
      interval: 1m
    webhooks:
      - name: load-test
        url: http://flagger-loadtester.test/
---
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata:
  name: not-found-percentage
spec:
  provider:
    type: prometheus
    address: http://prometheus.istio-system:9090
  query: |
    100 - sum(rate(istio_requests_total{destination_workload="{{ target }}", response_code!="404"}[{{ interval }}]))
    / sum(rate(istio_requests_total{destination_workload="{{ target }}"}[{{ interval }}])) * 100
`;
