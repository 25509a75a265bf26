import { assigned, format, low, type TokenFormat } from "./format";

/** Payments and shops. */
export const payments = (): TokenFormat[] => [
  format("stripe-key", "sk_live_ rk_live_", () => /[rs]k_live_[A-Za-z0-9]{10,250}/y),
  format("stripe-key", "sk_test_ rk_test_", () => /[rs]k_test_[A-Za-z0-9]{10,250}/y, low),
  format("stripe-webhook-secret", "whsec_", () => /whsec_[A-Za-z0-9+/]{32,64}={0,2}/y),
  format("square-token", "sq0atp- sq0csp-", () => /sq0(?:atp-[\w-]{22}|csp-[\w-]{43})/y),
  format("square-token", "EAAA", () => /EAAA[\w-]{60}/y),
  format("shopify-token", "shpat_ shpca_ shppa_ shpss_", () => /shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/y),
  format("paypal-token", "access_token$", () => /access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}/y),
  assigned("paypal-secret", "paypal", () => /[\w-]{80}/),
  format("razorpay-key", "rzp_live_", () => /rzp_live_[A-Za-z0-9]{14}/y, low),
  assigned("plaid-secret", "plaid", () => /[0-9a-f]{30}/),
  format("easypost-key", "EZAK", () => /EZAK[A-Za-z0-9]{54}/y),
  format("shippo-token", "shippo_live_", () => /shippo_live_[0-9a-f]{40}/y),
  format("duffel-token", "duffel_live_", () => /duffel_live_[\w-]{43}/y),
  format("flutterwave-key", "FLWSECK-", () => /FLWSECK-[0-9a-f]{32}-X/y),
  format(
    "adyen-key",
    "AQE",
    () => /AQE[\w+/]{20,240}={0,2}-[\w+/]{20,80}={0,2}-[\w+/*{}()[\]^%&#@!~.,<>?|-]{8,32}/y,
  ),
];
