import { createServer } from "node:http";

const port = Number(process.env.PORT ?? 3000);
createServer((_, response) => response.end("Hello from the shop.\n")).listen(port);
