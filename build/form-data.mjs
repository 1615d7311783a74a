/**
 * All that axios takes from form-data, for bodies that `rollout` never sends: the class of Node. The bundle does without
 * 190 kB, most of them media types.
 */
export default globalThis.FormData;
