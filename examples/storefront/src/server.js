import { createServer } from "node:http";

createServer((_, response) => response.end("Hello from the storefront.\n")).listen(8080);
