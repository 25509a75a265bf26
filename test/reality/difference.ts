import type { Prediction } from "./predict";

/** What a prediction and a build do not agree on: `-` the build has and was not said, `+` was said for certain and the build has not. */
export function difference(
  { places, uncertain, newer }: Prediction,
  observed: readonly string[],
  oldEngine = false,
): string[] {
  // Where it is not known whether a file is there, neither is what hides it.
  const file = (place: string) => place.replace(/ hidden by \d+$/, "");
  const may = new Set([...uncertain].map(file));
  const sure = (place: string) => !uncertain.has(place) && !(oldEngine && newer.has(place));
  return [
    ...observed
      .filter((place) => !places.includes(place) && !may.has(file(place)))
      .map((place) => `- ${place}`),
    ...places.filter((place) => !observed.includes(place) && sure(place)).map((place) => `+ ${place}`),
  ];
}
