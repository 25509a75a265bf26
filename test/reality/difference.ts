import type { Prediction } from "./predict";

/** What a prediction and a build do not agree on: `-` the build has and was not said, `+` was said for certain and the build has not. */
export function difference({ places, uncertain }: Prediction, observed: readonly string[]): string[] {
  return [
    ...observed.filter((place) => !places.includes(place)).map((place) => `- ${place}`),
    ...places
      .filter((place) => !observed.includes(place) && !uncertain.has(place))
      .map((place) => `+ ${place}`),
  ];
}
