/** What can go wrong between rollout and a Prometheus. */
export const prometheusCodes = {};
