/** Every shop has one permanent name of this form; anything else in its place is an attack or a mistake. */
export const isShopDomain = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/.test(text);
