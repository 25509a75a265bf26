export * from "./copying";
export * from "./removing";
export * from "./values";
