/** A shop that was proven (signed query, verified token, signed webhook): the second argument of every store. Made by `asShopId` in shop/. */
export type ShopId = number & { readonly shopId: unique symbol };

/** Money inside Candor: an integer count of millionths of the currency's unit (exact for every currency and for 3-decimal prices). */
export type Micros = number & { readonly micros: unique symbol };
