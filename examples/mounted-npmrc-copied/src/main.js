import { total } from "@acme/ledger";

console.log(total([12, 30]));
