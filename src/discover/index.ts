export { type DiscoverOptions, type Discovery, discover } from "./discover";
