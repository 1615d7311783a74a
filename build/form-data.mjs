/** All that axios takes from form-data, for bodies that `rollout` never sends. The bundle does without 190 kB, most of them media types. */
export default class FormData {}
