/** No registry has this: a pod of it is refused in words. */
export const NO_IMAGE = 'IMAGE';
