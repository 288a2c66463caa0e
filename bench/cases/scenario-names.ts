/** The stacks of `scenarios.ts`, with the numbers of apps to measure. */
export const SCENARIOS = [
  { name: 'one broker, shared daprds', sizes: [500, 5000], isLinear: true },
  { name: 'one broker, a topic per app', sizes: [500, 5000], isLinear: true },
  { name: 'a component by name per app', sizes: [500, 5000], isLinear: true },
  { name: 'a missing Secret per app', sizes: [500, 5000], isLinear: true },
  { name: 'a budget and an autoscaler per app', sizes: [500, 5000], isLinear: true },
  { name: 'a Resiliency by scopes per app', sizes: [500, 5000], isLinear: true },
  { name: 'ten calls per app', sizes: [500, 5000], isLinear: true },
  // The objects grow with the square of the apps.
  { name: 'all apps call each other', sizes: [100, 500], isLinear: false },
  // cdk8s walks the whole App once for each chart.
  { name: 'charts of five shared daprds', sizes: [500, 3000], isLinear: false },
] as const;
