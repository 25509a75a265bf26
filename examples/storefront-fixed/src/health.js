const { ok } = await fetch("http://localhost:8080/");
process.exit(ok ? 0 : 1);
