-- Everything Shopify's side knows. Ids are Shopify's numeric ids (INTEGER); a gid is built with gid('Order', id).
-- Times are UTC text to the second: 2026-07-01T09:30:00Z. Money is decimal text with the decimals that the source had.
-- JSON columns end in _json. Booleans are 0/1.

CREATE TABLE IF NOT EXISTS shop (
  id INTEGER PRIMARY KEY,
  domain TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
  currency_code TEXT NOT NULL DEFAULT 'GBP', timezone TEXT NOT NULL DEFAULT 'Europe/London',
  country_code TEXT NOT NULL DEFAULT 'GB', primary_locale TEXT NOT NULL DEFAULT 'en',
  plan_name TEXT NOT NULL DEFAULT 'Development',
  bucket_size INTEGER NOT NULL DEFAULT 2000, restore_rate INTEGER NOT NULL DEFAULT 100,
  created_at TEXT NOT NULL);

-- Free key/value settings of the store, e.g. 'grant:read_all_orders' = '1', 'privacy:region' = 'GB'.
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS staff (
  id INTEGER PRIMARY KEY, first_name TEXT NOT NULL, last_name TEXT NOT NULL, email TEXT NOT NULL,
  locale TEXT NOT NULL DEFAULT 'en', account_owner INTEGER NOT NULL DEFAULT 1);

CREATE TABLE IF NOT EXISTS products (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, handle TEXT NOT NULL UNIQUE, description_html TEXT NOT NULL DEFAULT '',
  vendor TEXT NOT NULL DEFAULT '', product_type TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'ACTIVE', -- ACTIVE | DRAFT | ARCHIVED
  tags_json TEXT NOT NULL DEFAULT '[]', -- sorted, as Shopify returns them
  published_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS products_updated ON products (updated_at, id);

CREATE TABLE IF NOT EXISTS variants (
  id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL, position INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL DEFAULT 'Default Title', sku TEXT, price TEXT NOT NULL, compare_at_price TEXT,
  inventory_quantity INTEGER NOT NULL DEFAULT 0, inventory_policy TEXT NOT NULL DEFAULT 'DENY', -- DENY | CONTINUE
  tracked INTEGER NOT NULL DEFAULT 1, -- 0: stock is not tracked, always available
  options_json TEXT NOT NULL DEFAULT '[]', -- [{"name":"Title","value":"Default Title"}]
  image_id INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS variants_product ON variants (product_id, position);
CREATE INDEX IF NOT EXISTS variants_sku ON variants (sku);

CREATE TABLE IF NOT EXISTS images (
  id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL, position INTEGER NOT NULL DEFAULT 1,
  path TEXT NOT NULL, -- path on the storefront's CDN, e.g. /cdn/shop/products/123.svg (served by the storefront)
  alt_text TEXT, width INTEGER, height INTEGER);
CREATE INDEX IF NOT EXISTS images_product ON images (product_id, position);

CREATE TABLE IF NOT EXISTS collections (
  id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, title TEXT NOT NULL, description_html TEXT NOT NULL DEFAULT '',
  updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS collection_products (
  collection_id INTEGER NOT NULL, product_id INTEGER NOT NULL, position INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (collection_id, product_id));
CREATE INDEX IF NOT EXISTS collection_products_product ON collection_products (product_id);

CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT, phone TEXT,
  password TEXT, -- storefront log-in of demo shoppers, in clear on purpose: this is a local store
  tags_json TEXT NOT NULL DEFAULT '[]', -- normalised and sorted; write through admin-api/tags.ts
  state TEXT NOT NULL DEFAULT 'DISABLED', -- DISABLED | ENABLED | INVITED | DECLINED
  locale TEXT NOT NULL DEFAULT 'en', country TEXT, country_code TEXT, note TEXT,
  verified_email INTEGER NOT NULL DEFAULT 1, tax_exempt INTEGER NOT NULL DEFAULT 0,
  email_marketing_state TEXT NOT NULL DEFAULT 'NOT_SUBSCRIBED', email_marketing_opt_in_level TEXT,
  email_marketing_updated_at TEXT, sms_marketing_state TEXT NOT NULL DEFAULT 'NOT_SUBSCRIBED',
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS customers_email ON customers (email COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS customers_updated ON customers (updated_at, id);

CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, -- '#1001', or the file's InvoiceNo
  customer_id INTEGER, -- NULL: guest
  email TEXT, phone TEXT, currency_code TEXT NOT NULL DEFAULT 'GBP',
  subtotal_price TEXT NOT NULL, total_price TEXT NOT NULL, current_total_price TEXT NOT NULL,
  total_discounts TEXT NOT NULL DEFAULT '0.00', total_tax TEXT NOT NULL DEFAULT '0.00',
  total_shipping TEXT NOT NULL DEFAULT '0.00', total_refunded TEXT NOT NULL DEFAULT '0.00',
  financial_status TEXT NOT NULL DEFAULT 'PAID', -- PAID | PARTIALLY_REFUNDED | REFUNDED | PENDING | VOIDED
  fulfillment_status TEXT NOT NULL DEFAULT 'FULFILLED', -- FULFILLED | UNFULFILLED
  processed_at TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  cancelled_at TEXT, cancel_reason TEXT, closed_at TEXT,
  custom_attributes_json TEXT NOT NULL DEFAULT '[]', -- [{"key":"_candor","value":"…"}], the cart's attributes
  discount_codes_json TEXT NOT NULL DEFAULT '[]', tags_json TEXT NOT NULL DEFAULT '[]', note TEXT,
  cart_token TEXT, checkout_token TEXT, source_name TEXT NOT NULL DEFAULT 'web', landing_page TEXT, locale TEXT,
  country_code TEXT, test INTEGER NOT NULL DEFAULT 0, confirmation_number TEXT, status_token TEXT);
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer_id, processed_at);
CREATE INDEX IF NOT EXISTS orders_updated ON orders (updated_at, id);
CREATE INDEX IF NOT EXISTS orders_created ON orders (created_at, id);
CREATE INDEX IF NOT EXISTS orders_processed ON orders (processed_at, id);
CREATE INDEX IF NOT EXISTS orders_cart ON orders (cart_token);
CREATE INDEX IF NOT EXISTS orders_checkout ON orders (checkout_token);

CREATE TABLE IF NOT EXISTS order_lines (
  id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, position INTEGER NOT NULL DEFAULT 1,
  product_id INTEGER, variant_id INTEGER, title TEXT NOT NULL, variant_title TEXT, sku TEXT, vendor TEXT,
  quantity INTEGER NOT NULL, current_quantity INTEGER NOT NULL, -- after refunds
  price TEXT NOT NULL, -- of one unit
  custom_attributes_json TEXT NOT NULL DEFAULT '[]');
CREATE INDEX IF NOT EXISTS order_lines_order ON order_lines (order_id, position);
CREATE INDEX IF NOT EXISTS order_lines_product ON order_lines (product_id);

-- order_id NULL: a refund-only record (a credit invoice with no matching sale). It is not an order and counts as none.
CREATE TABLE IF NOT EXISTS refunds (
  id INTEGER PRIMARY KEY, order_id INTEGER, name TEXT, customer_id INTEGER,
  total_refunded TEXT NOT NULL, note TEXT, processed_at TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS refunds_order ON refunds (order_id);
CREATE TABLE IF NOT EXISTS refund_lines (
  id INTEGER PRIMARY KEY, refund_id INTEGER NOT NULL, order_line_id INTEGER, product_id INTEGER, variant_id INTEGER,
  sku TEXT, title TEXT, quantity INTEGER NOT NULL, price TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS refund_lines_refund ON refund_lines (refund_id);

CREATE TABLE IF NOT EXISTS metafields (
  id INTEGER PRIMARY KEY, owner_gid TEXT NOT NULL, -- gid://shopify/AppInstallation/1 for app.metafields.*
  namespace TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL, UNIQUE (owner_gid, namespace, key));

CREATE TABLE IF NOT EXISTS segments (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segment_member_queries (
  id INTEGER PRIMARY KEY, gid_key TEXT NOT NULL UNIQUE, query TEXT, segment_id INTEGER, status TEXT NOT NULL,
  current_count INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL);

-- A code discount (Shopify's "price rule") and its codes; usage_limit is per code. value_json: {"percentage": 0.1} | {"amount": "5.00"}
CREATE TABLE IF NOT EXISTS code_discounts (
  id INTEGER PRIMARY KEY, title TEXT NOT NULL, value_json TEXT NOT NULL, usage_limit INTEGER,
  once_per_customer INTEGER NOT NULL DEFAULT 0, combines_json TEXT NOT NULL DEFAULT '{}',
  starts_at TEXT NOT NULL, ends_at TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS redeem_codes (
  id INTEGER PRIMARY KEY, discount_id INTEGER NOT NULL, code TEXT NOT NULL UNIQUE COLLATE NOCASE,
  usage_count INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS redeem_codes_discount ON redeem_codes (discount_id, id);
CREATE TABLE IF NOT EXISTS discount_uses (
  discount_id INTEGER NOT NULL, code_id INTEGER NOT NULL, order_id INTEGER NOT NULL, customer_id INTEGER);
CREATE INDEX IF NOT EXISTS discount_uses_discount ON discount_uses (discount_id, customer_id);
-- discountRedeemCodeBulkAdd: its codes become redeem_codes once ready_ms has come.
CREATE TABLE IF NOT EXISTS code_creations (
  id INTEGER PRIMARY KEY, discount_id INTEGER NOT NULL, ready_ms INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS code_creation_codes (
  id INTEGER PRIMARY KEY, creation_id INTEGER NOT NULL, code TEXT NOT NULL, redeem_code_id INTEGER, error TEXT);
CREATE INDEX IF NOT EXISTS code_creation_codes_creation ON code_creation_codes (creation_id, id);

-- One row per installation; the current one has uninstalled_at NULL. Its gid owns the app-data metafields.
CREATE TABLE IF NOT EXISTS installations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, client_id TEXT NOT NULL, scopes_json TEXT NOT NULL DEFAULT '[]',
  installed_at TEXT NOT NULL, uninstalled_at TEXT);
CREATE TABLE IF NOT EXISTS access_tokens (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, -- offline | online
  installation_id INTEGER NOT NULL, staff_id INTEGER, session_id TEXT, scopes_json TEXT NOT NULL,
  expires_ms INTEGER, -- NULL: a non-expiring offline token
  refresh_token TEXT UNIQUE, refresh_expires_ms INTEGER, refresh_used_ms INTEGER,
  replaces TEXT, -- the token whose refresh token was spent for this one
  used INTEGER NOT NULL DEFAULT 0, -- once used, the refresh token that it came from is dead
  revoked_ms INTEGER, created_ms INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS webhook_subscriptions (
  id INTEGER PRIMARY KEY, topic TEXT NOT NULL, -- orders/create
  uri TEXT NOT NULL, -- /webhooks (relative to application_url) or absolute
  source TEXT NOT NULL DEFAULT 'toml', -- toml | compliance | api
  filter TEXT, include_fields_json TEXT NOT NULL DEFAULT '[]', created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS webhook_deliveries (
  id INTEGER PRIMARY KEY, webhook_id TEXT NOT NULL, event_id TEXT NOT NULL, topic TEXT NOT NULL, uri TEXT NOT NULL,
  resource TEXT, payload TEXT NOT NULL, api_version TEXT NOT NULL, triggered_at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending', -- pending | delivered | dropped | failed
  attempts INTEGER NOT NULL DEFAULT 0, next_attempt_ms INTEGER NOT NULL, last_status INTEGER, last_error TEXT,
  delivered_at TEXT);
CREATE INDEX IF NOT EXISTS webhook_deliveries_due ON webhook_deliveries (state, next_attempt_ms);

CREATE TABLE IF NOT EXISTS bulk_operations (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, -- QUERY | MUTATION
  status TEXT NOT NULL, -- CREATED | RUNNING | COMPLETED | CANCELING | CANCELED | FAILED | EXPIRED
  error_code TEXT, query TEXT NOT NULL, group_objects INTEGER NOT NULL DEFAULT 0, staged_upload_path TEXT,
  client_identifier TEXT, scopes_json TEXT NOT NULL DEFAULT '[]', installation_id INTEGER,
  object_count INTEGER NOT NULL DEFAULT 0, root_object_count INTEGER NOT NULL DEFAULT 0, file_size INTEGER,
  file_key TEXT, partial_file_key TEXT, created_at TEXT NOT NULL, completed_at TEXT);
CREATE TABLE IF NOT EXISTS staged_uploads (
  key TEXT PRIMARY KEY, resource TEXT NOT NULL, filename TEXT NOT NULL, mime_type TEXT NOT NULL,
  body BLOB, created_at TEXT NOT NULL);

-- The theme as Shopify stores it. Bodies are Shopify's JSON: config/settings_data.json holds the app embeds under
-- current.blocks {id: {type: "shopify://apps/candor/blocks/<handle>/<uuid>", disabled, settings}}; templates/*.json
-- hold sections → blocks with the same type. The theme editor writes them, the storefront renders them, the app reads them.
CREATE TABLE IF NOT EXISTS themes (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS theme_files (
  theme_id INTEGER NOT NULL, filename TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, PRIMARY KEY (theme_id, filename));

CREATE TABLE IF NOT EXISTS carts (
  token TEXT PRIMARY KEY, items_json TEXT NOT NULL DEFAULT '[]', attributes_json TEXT NOT NULL DEFAULT '{}',
  note TEXT, customer_id INTEGER, discount_codes_json TEXT NOT NULL DEFAULT '[]',
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS customer_sessions (
  token TEXT PRIMARY KEY, customer_id INTEGER NOT NULL, created_at TEXT NOT NULL, expires_at TEXT);
CREATE TABLE IF NOT EXISTS checkouts (
  token TEXT PRIMARY KEY, cart_token TEXT, order_id INTEGER, customer_id INTEGER, email TEXT,
  data_json TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL, completed_at TEXT);
-- `storage` of UI extensions (not durable in real life), and what a page wants to remember.
CREATE TABLE IF NOT EXISTS extension_storage (
  extension TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, value_json TEXT NOT NULL,
  PRIMARY KEY (extension, scope, key));

-- Not Shopify's: what the mail catcher took (devstore/mail).
CREATE TABLE IF NOT EXISTS mails (
  id INTEGER PRIMARY KEY, mail_from TEXT NOT NULL, rcpt_to TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL,
  text TEXT NOT NULL, html TEXT NOT NULL, raw BLOB NOT NULL, received_at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS faults (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, rate REAL NOT NULL DEFAULT 1,
  remaining INTEGER, -- NULL: no limit
  seed INTEGER NOT NULL DEFAULT 1, draws INTEGER NOT NULL DEFAULT 0, fired INTEGER NOT NULL DEFAULT 0,
  options_json TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL);

-- Every call that reached Shopify's side, so that tests can say "no further API call" and "which mutations ran".
CREATE TABLE IF NOT EXISTS api_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, -- graphql | token | download | upload
  operation TEXT, root_fields TEXT, status INTEGER NOT NULL, error_code TEXT, requested_cost INTEGER, actual_cost INTEGER,
  duration_ms REAL);
