export { fixInWords, ROTATE, secretId } from "../../src/fixes/words";
