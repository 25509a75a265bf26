export { coloursOf } from "./colours";
export { textInspection } from "./inspection";
export { jsonInspection, jsonReport } from "./json";
export { wrap } from "./layout";
export { problemLines } from "./problems";
export { type TextOptions, textReport } from "./text";
export { visible } from "./visible";
