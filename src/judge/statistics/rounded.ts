/** A figure as it is printed as data: to 6 places, or so many. */
export const rounded = (value: number, places = 6): number => {
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
};
