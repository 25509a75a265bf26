import { mkdirSync } from "node:fs";

mkdirSync("cache", { recursive: true });
