"""The signs and words that say what currency an amount is in."""

from __future__ import annotations

BEFORE = {
    "IDR": "rp|idr",
    "USD": "us$|$|usd",
    "SGD": "s$|sg$|sgd",
    "MYR": "rm|myr",
    "EUR": "€|eur",
    "GBP": "£|gbp",
    "JPY": "jp¥|¥|jpy",
    "AUD": "au$|a$|aud",
    "NZD": "nz$|nzd",
    "HKD": "hk$|hkd",
    "TWD": "nt$|twd",
    "CNY": "cn¥|cny|rmb",
    "THB": "฿|thb",
    "PHP": "₱|php",
    "VND": "₫|vnd",
    "INR": "₹|rs|inr",
    "KRW": "₩|krw",
    "CHF": "chf",
}
AFTER = {
    "IDR": "rupiah|idr",
    "USD": "us dollars?|dolar (?:as|amerika)|dollars?|dolar|usd|bucks",
    "SGD": "singapore dollars?|dolar singapura|sgd",
    "MYR": "ringgit|myr",
    "EUR": "euros?|eur|€",
    "GBP": "pounds?|gbp",
    "JPY": "yen|jpy",
    "AUD": "australian dollars?|dolar australia|aud",
    "CNY": "yuan|cny|rmb",
}
SIGN = {sign: code for code, signs in BEFORE.items() for sign in signs.split("|")}
